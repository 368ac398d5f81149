using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Web.Pages;

/// <summary>"Same customer", "not the same", and taking that back, as forms of pages say it and as pages show it.</summary>
internal sealed class AliasSayings(AliasDesk desk)
{
    /// <summary>Whether a form says something of a candidate, or takes it back.</summary>
    public static bool IsIn(FormBody form) => form.Text("verdict") is not null || form.Text("undo") is not null;

    /// <summary>What was said of the customer so far, each with the way to take it back.</summary>
    public async Task<IReadOnlyList<AliasPart>> OfAsync(PageReader reader, DealProgram program, Registration deal, CancellationToken cancellation) =>
        [.. (await desk.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation)).Select(alias => new AliasPart(
            alias.Id,
            reader.Texts.Get("Alias_" + alias.Said.Verdict, alias.Said.One.Name, alias.Said.Other.Name, NameOf(alias.By, program), reader.Format.Day(alias.At))))];

    /// <summary>Does what a form says. False: it names no candidate of the report, or nothing that was said.</summary>
    public async Task<bool> SayAsync(FormBody form, Registration deal, Actor by, CancellationToken cancellation)
    {
        if (form.Text("undo") is { } id)
            return (await desk.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation)).Any(alias => alias.Id == id)
                && await desk.UndoAsync(deal.Manufacturer, id, by, cancellation) is not null;
        return Enum.TryParse<AliasVerdict>(form.Text("verdict"), out var verdict) && Enum.IsDefined(verdict)
            && Enum.TryParse<CandidateKind>(form.Text("kind"), out var kind) && Enum.IsDefined(kind) && form.Text("candidate") is { } candidate
            && await desk.SayAsync(deal, kind, candidate, verdict, by, cancellation) is not null;
    }

    private static string NameOf(string by, DealProgram program) =>
        by.Split(':', 2) is [_, var id] ? program.People.Find(id)?.Name ?? id : by;
}
