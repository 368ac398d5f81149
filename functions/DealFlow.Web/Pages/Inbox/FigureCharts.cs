using System.Globalization;
using DealFlow.Domain.Amounts;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The figures of a pipeline as charts in the words of their reader.</summary>
/// <param name="partnerNames">Of all partners that the figures name.</param>
/// <param name="customers">The customers of what expires soon, by registration.</param>
internal sealed class FigureCharts(
    PageReader reader, PipelineFigures figures, IReadOnlyDictionary<string, string> partnerNames, IReadOnlyDictionary<string, string> customers)
{
    private readonly ReaderTexts _texts = reader.Texts;
    private readonly ReaderFormat _format = reader.Format;

    /// <summary>The names of all charts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["weeks", "decisions", "approval", "outcomes", "protected", "expiring", "partners"];

    public IReadOnlyList<Chart> All() => [Weeks(), Decisions(), Approval(), Outcomes(), Protected(), Expiring(), Partners()];

    private Chart Weeks() => Make(
        "weeks", Number(figures.Weeks.Sum(week => week.Registered)),
        figures.Weeks.Select(week => new ChartRow(
            [_format.Day(week.Monday), Number(week.Registered)], [Iso(week.Monday), Raw(week.Registered)], week.Registered))) with
    {
        IsUpright = true,
    };

    private Chart Decisions()
    {
        var (inTime, late) = (figures.Decisions.InTime, figures.Decisions.Late);
        var before = 0;
        var rows = new List<ChartRow>();
        foreach (var time in figures.Decisions.Times)
        {
            var name = time.Days is { } most ? _texts.Count("Figures_Days", most) : _texts.Get("Figures_Days_more", Number(before));
            before = time.Days ?? before;
            rows.Add(new ChartRow([name, Number(time.InTime), Number(time.Late)], [name, Raw(time.InTime), Raw(time.Late)], time.InTime) { Further = time.Late });
        }

        return Make("decisions", Share(inTime, inTime + late), rows) with { Parts = [_texts.Get("Figures_decisions_1"), _texts.Get("Figures_decisions_2")] };
    }

    private Chart Approval()
    {
        var decisions = figures.Decisions;
        return Make("approval", Share(decisions.Approved, decisions.Approved + decisions.Rejected), Counts(
            ("Figures_Approved", decisions.Approved), ("Figures_Rejected", decisions.Rejected), ("Figures_ByRule", decisions.ByRule), ("Figures_Undecided", decisions.Undecided)));
    }

    private Chart Outcomes()
    {
        var ended = figures.OutcomesOfApproved;
        var lost = ended.Lost.Select(pair => Count(_texts.Get("Figures_Lost", _texts.Find("Loss_" + pair.Reason) ?? pair.Reason), pair.Count));
        List<ChartRow> rows =
        [
            Count(_texts.Get("State_closedWon"), ended.Won), .. lost, Count(_texts.Get("State_expired"), ended.Expired), Count(_texts.Get("State_revoked"), ended.Revoked),
            Count(_texts.Get("State_withdrawn"), ended.Withdrawn),
        ];
        var all = ended.Won + ended.Lost.Sum(pair => pair.Count) + ended.Expired + ended.Revoked + ended.Withdrawn;
        return Make("outcomes", ended.WonNet.Count == 0 ? Share(ended.Won, all) : $"{Share(ended.Won, all)}, {Sum(ended.WonNet)}", rows.Where(row => row.Length > 0));
    }

    private Chart Protected() => Make(
        "protected", Sum(figures.Protected.GroupBy(month => month.Currency).Select(group => group.Select(month => month.Value).Aggregate((sum, next) => sum + next))),
        figures.Protected.Select(month => new ChartRow(
            [_format.Month(month.Month), Number(month.Deals), _format.Money(month.Value)], [Iso(month.Month)[..7], Raw(month.Deals), month.Value.AmountText, month.Currency],
            month.Value.Amount)));

    private Chart Expiring() => Make(
        "expiring", Number(figures.Expiring.Count),
        figures.Expiring.Select(deal =>
        {
            var (customer, lastDay) = (customers.GetValueOrDefault(deal.Id.Value, deal.Id.Value), _format.LastDayBefore(deal.ProtectedUntil!.Value));
            return new ChartRow(
                [customer, partnerNames[deal.Partner], _format.Day(lastDay), _format.Money(deal.Value)],
                [deal.Id.Value, customer, partnerNames[deal.Partner], Iso(lastDay), deal.Value.AmountText, deal.Value.Currency], 0)
            {
                Address = $"/inbox/{deal.Id}",
            };
        }));

    private Chart Partners() => Make(
        "partners", Number(figures.Partners.Count),
        figures.Partners.Select(partner => new ChartRow(
            [
                partnerNames[partner.Partner], Number(partner.Registered), Number(partner.Approved), Number(partner.Rejected), Number(partner.Won), Number(partner.Lost),
                Sum(partner.Protected),
            ],
            [
                partner.Partner, partnerNames[partner.Partner], Raw(partner.Registered), Raw(partner.Approved), Raw(partner.Rejected), Raw(partner.Won), Raw(partner.Lost),
                string.Join("; ", partner.Protected.Select(money => $"{money.AmountText} {money.Currency}")),
            ],
            partner.Registered)
        {
            Address = "/partners/" + Uri.EscapeDataString(partner.Partner),
        }));

    private Chart Make(string name, string figure, IEnumerable<ChartRow> rows) => new(
        name, _texts.Get("Figures_Title_" + name), figure, _texts.Get("Figures_Text_" + name, _format.Day(figures.Since), Number(PipelineFigures.SoonDays)),
        ColumnsOf("Figures_" + name), [.. rows]);

    private List<string> ColumnsOf(string key)
    {
        var columns = new List<string>();
        while (_texts.Find($"{key}_{columns.Count}") is { } column)
            columns.Add(column);
        return columns;
    }

    private IEnumerable<ChartRow> Counts(params IEnumerable<(string Key, int Count)> counts) => counts.Select(pair => Count(_texts.Get(pair.Key), pair.Count));

    private ChartRow Count(string name, int count) => new([name, Number(count)], [name, Raw(count)], count);

    private string Share(int part, int whole) => whole == 0 ? _texts.Get("Figures_None") : _format.Percent(Math.Round(100m * part / whole));

    private string Sum(IEnumerable<Money> amounts) => string.Join(" + ", amounts.Select(_format.Money)) is { Length: > 0 } sum ? sum : "–";

    private string Number(int number) => _format.Number(number);

    private static string Raw(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
