using System.Collections.Immutable;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Api;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages.Deals;

/// <summary>Reads a posted form of a deal as the API reads its body: the command, or the fields that are wrong.</summary>
internal sealed class DealFormReader(FormBody form, Registration deal, ProgramTerms terms, string language)
{
    private readonly Values _values = new();

    /// <summary>The names of the fields that are wrong.</summary>
    public IReadOnlyCollection<string> Wrong => [.. _values.Paths.Select(FieldOf).Distinct()];

    /// <summary>The field of the form that a path of the API belongs to.</summary>
    public static string FieldOf(string path) => path switch
    {
        "netAmount.currency" => "currency",
        _ when path.StartsWith("netAmount", StringComparison.Ordinal) => "netAmount",
        _ when path.StartsWith("lines", StringComparison.Ordinal) => "lines",
        _ => path,
    };

    /// <summary>The command, or null where something is wrong. <paramref name="name"/> is one of <see cref="DealForms.All"/>.</summary>
    public DealCommand? Read(string name)
    {
        var by = new Actor(ActorKind.Partner, deal.Partner);
        DealCommand command = name switch
        {
            "answer" => new DealCommand.Answer(by, _values.Required("text", form.Text("text"), 4000)),
            "progress" => new DealCommand.ReportProgress(
                by, _values.Required("note", form.Text("note"), 2000), _values.Date("expectedCloseOn", form.Text("expectedCloseOn")), false),
            "help" => new DealCommand.ReportProgress(by, _values.Required("note", form.Text("note"), 2000), null, true),
            "extension" => new DealCommand.RequestExtension(by, Optional("reason")),
            "won" => Won(by),
            "lost" => new DealCommand.CloseLost(by, form.Text("reason") ?? "", Optional("comment")),
            _ => new DealCommand.Withdraw(by, Optional("reason")),
        };
        return _values.Any ? null : command;
    }

    private string? Optional(string field)
    {
        _values.Optional(field, form.Text(field), 2000);
        return form.Text(field);
    }

    private DealCommand.CloseWon Won(Actor by)
    {
        _values.Required("signedOn", form.Text("signedOn"), 10);
        var signedOn = _values.Date("signedOn", form.Text("signedOn"));
        var orderNumber = _values.Required("orderNumber", form.Text("orderNumber")?.Trim(), 100, oneLine: true);
        var currency = form.Text("currency");
        var net = MoneyRules.Read(new MoneyDraft(Amount("netAmount"), currency), "netAmount", terms, _values.Add);
        var lines = ImmutableList.CreateBuilder<NetLine>();
        foreach (var product in deal.Lead.Products)
            if (Amount("line." + product) is { } amount && MoneyRules.Read(new MoneyDraft(amount, currency), "lines", terms, _values.Add) is { } line)
                lines.Add(new NetLine(product, line));
        return new DealCommand.CloseWon(by, signedOn ?? default, orderNumber, net ?? deal.Lead.EstimatedValue, lines.ToImmutable());
    }

    private string? Amount(string field) => TypedAmount.Read(form.Text(field), language);
}
