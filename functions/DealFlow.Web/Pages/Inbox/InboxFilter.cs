using System.Buffers;
using System.Globalization;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Pages.Deals;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>What the list is narrowed to. What the address says and nobody could have chosen is as if it was not said.</summary>
internal sealed record InboxFilter(RegistrationStatus? Status, bool WaitingOnly, string? Program, string? Text, string? Cursor)
{
    /// <summary>How many of those that wait are left out before the first that is shown.</summary>
    public int From { get; init; }

    private const int LongestText = 200;
    private const string Waiting = "waiting";
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789.");

    /// <summary>Whether anything is left out.</summary>
    public bool IsSet => Status is not null || WaitingOnly || Program is not null || Text is not null;

    /// <summary>Whether the text can be searched for.</summary>
    public bool IsReadable => Text is null || (Text.Length <= LongestText && TextRules.IsClean(Text, lineBreaks: false));

    public static InboxFilter Of(HttpContext context, IEnumerable<DealProgram> programs)
    {
        string? Query(string name) => context.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        var (word, program, cursor) = (Query("status"), Query("program"), Query("cursor"));
        var status = Enum.GetValues<RegistrationStatus>().Where(value => Words.Of(value) == word).Select(value => (RegistrationStatus?)value).FirstOrDefault();
        return new InboxFilter(
            status, word == Waiting, programs.Any(known => known.Id == program) ? program : null, Query("q"),
            cursor?.Length > LongestText || cursor.AsSpan().ContainsAnyExcept(CursorCharacters) ? null : cursor)
        {
            From = int.TryParse(Query("from"), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? Math.Min(from, LongestText) : 0,
        };
    }

    /// <summary>The address of a further page.</summary>
    public string Address(string cursor) =>
        $"/inbox?status={(Status is { } status ? Words.Of(status) : "")}&program={Program}&q={Uri.EscapeDataString(Text ?? "")}&cursor={Uri.EscapeDataString(cursor)}";

    /// <summary>The address of those that wait, from one on.</summary>
    public string WaitingAddress(int from) => string.Create(
        CultureInfo.InvariantCulture, $"/inbox?status={Waiting}&program={Program}&q={Uri.EscapeDataString(Text ?? "")}&from={from}");

    /// <summary>Whether a registration is one of them, by the partner's name as well.</summary>
    public bool Includes(Registration deal, string partnerName) =>
        (Status is null || deal.Status == Status) && (Program is null || deal.Program == Program)
        && (Text is null || new[] { deal.Lead.Customer.Name, deal.Id.Value, deal.Lead.PartnerReference, partnerName, deal.Partner }.Any(Contains));

    /// <summary>Whether a text has what is searched for in it.</summary>
    public bool Contains(string? text) =>
        Text is not null && text is not null && text.Normalize().Contains(Text.Normalize(), StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<FormInput> Fields(ReaderTexts texts, IReadOnlyList<DealProgram> programs)
    {
        List<FormInput> fields =
        [
            new("filter", "q", InputKind.Line, texts.Get("Inbox_Search")) { Value = Text ?? "", Error = IsReadable ? null : texts.Get("Deals_Search_Error"), Longest = LongestText },
            new("filter", "status", InputKind.Choice, texts.Get("Inbox_Status"))
            {
                Choices =
                [
                    new InputChoice("", texts.Get("Deals_All"), Status is null && !WaitingOnly),
                    new InputChoice(Waiting, texts.Get("Inbox_OnlyWaiting"), WaitingOnly),
                    .. Enum.GetValues<RegistrationStatus>().Select(value => new InputChoice(Words.Of(value), texts.Get("State_" + Words.Of(value)), value == Status)),
                ],
            },
        ];
        if (programs.Count > 1)
            fields.Add(new FormInput("filter", "program", InputKind.Choice, texts.Get("Fact_Program"))
            {
                Choices = [new InputChoice("", texts.Get("Deals_All"), Program is null), .. programs.Select(known => new InputChoice(known.Id, known.Id, known.Id == Program))],
            });
        return fields;
    }
}
