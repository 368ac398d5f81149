using System.Text;
using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Workflow.Durable;

namespace DealFlow.Local.Instances;

/// <summary>Instances for the terminal, in English as every command.</summary>
internal static class InstancePrint
{
    private static readonly InstanceWords Words = new(InstanceTexts.Of("en"));

    public static string Of(InstancePage page)
    {
        if (page.Items.Count == 0)
            return "There are none.";
        List<string[]> rows = [["ID", "STATE", "STANDS AT", "LAST TURN"], .. page.Items.Select(item => new[]
        {
            item.InstanceId, item.State.ToString().ToLowerInvariant(), item.Status ?? "-", InstanceWords.Time(item.UpdatedAt),
        })];
        return KeyPrint.Table(rows) + (page.Next is { } next ? $"\nThere are more: --after {next}" : "");
    }

    public static string Of(InstanceDetails details)
    {
        var (info, text) = (details.Info, new StringBuilder());
        text.AppendLine(null, $"{info.InstanceId}: {info.State.ToString().ToLowerInvariant()}{(info.Status is { } status ? $", stands at {status}" : "")}");
        text.AppendLine(null, $"{info.Orchestration} {info.Version}, started {InstanceWords.Time(info.CreatedAt)}, last turn {InstanceWords.Time(info.UpdatedAt)}");
        if (Disagreement.Find(info.Failure) is { } both)
            text.AppendLine(null, $"{both.At}.\n  The history has: {both.History}\n  The code: {both.Code}");
        else if (info.Failure is not null)
            text.AppendLine(null, $"Reason: {info.Failure}");
        foreach (var open in details.Waiting)
            text.AppendLine(null, $"Waits for: {Words.Waiting(open)}");
        foreach (var kept in details.KeptEvents)
            text.AppendLine(null, $"Kept: the event {kept}");
        text.AppendLine("History, latest first:");
        foreach (var step in details.History)
            text.AppendLine(null, $"  {InstanceWords.Time(step.At)}  {step.Number,4}  {Words.Step(step)}");
        if (details.Before is not null)
            text.AppendLine("  The page /local/instances of the host has what was earlier.");
        return text.ToString().TrimEnd();
    }
}
