using System.Collections.Immutable;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Api;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>Reads what a person of the manufacturer wants done, as the API reads its body: the command, or the fields that are wrong.</summary>
internal sealed class InboxFormReader(FormBody form, Registration deal, ProgramTerms terms, Actor by, string language)
{
    private readonly Values _values = new();

    /// <summary>The names of the fields that are wrong.</summary>
    public IReadOnlyCollection<string> Wrong { get; private set; } = [];

    /// <summary>The command, or null where something is wrong. <paramref name="name"/> is one of <see cref="InboxForms.Acts"/>.</summary>
    public DealCommand? Read(string name)
    {
        if (name is "won" or "lost")
        {
            var ending = new DealFormReader(form, deal, terms, language);
            var command = ending.Read(name);
            Wrong = ending.Wrong;
            return command is null ? null : command with { By = by };
        }

        DealCommand read = name switch
        {
            "invoice" => Invoice(),
            "revoke" => new DealCommand.Revoke(by, _values.Required("reason", form.Text("reason"), 2000)),
            _ => new DealCommand.EraseContact(by),
        };
        if (name == "erase" && form.Text("confirm") != "yes")
            _values.Add("confirm", "Must be ticked.");
        Wrong = [.. _values.Paths.Select(DealFormReader.FieldOf).Distinct()];
        return _values.Any ? null : read;
    }

    private DealCommand.AddInvoice Invoice()
    {
        var number = _values.Required("number", form.Text("number")?.Trim(), 100, oneLine: true);
        if (deal.Closing?.Invoices.Any(invoice => string.Equals(invoice.Number, number, StringComparison.OrdinalIgnoreCase)) is true)
            _values.Add("number", "Is there already.");
        _values.Required("invoicedOn", form.Text("invoicedOn"), 10);
        var invoicedOn = _values.Date("invoicedOn", form.Text("invoicedOn"));
        var lines = ImmutableList.CreateBuilder<NetLine>();
        foreach (var product in deal.Lead.Products)
            if (Amount(form.Text("line." + product)) is { } amount
                && MoneyRules.Read(new MoneyDraft(amount, deal.Closing?.NetAmount?.Currency), "lines", terms, _values.Add, mayBeNegative: true) is { } net)
                lines.Add(new NetLine(product, net));
        if (lines.Count == 0)
            _values.Add("lines", "Name at least one line.");
        return new DealCommand.AddInvoice(by, number, invoicedOn ?? default, lines.ToImmutable());
    }

    /// <summary>An amount as it is typed, with any of the signs that people use for minus.</summary>
    private string? Amount(string? typed) => typed?.TrimStart() is ['-' or '\u2212' or '\u2013', .. var rest]
        ? "-" + TypedAmount.Read(rest, language)
        : TypedAmount.Read(typed, language);
}
