using DealFlow.Embedded;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Durable;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Instances;

/// <summary>Histories in words, for the page and for the terminal.</summary>
internal sealed class InstanceWords(ReaderTexts texts)
{
    private static readonly InstantPattern Second = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    /// <summary>Time in UTC, the same in both languages: operators compare it with logs.</summary>
    public static string Time(Instant at) => Second.Format(at);

    public string State(InstanceState state) => texts.Get("Instances_State_" + state);

    public string Step(InstanceStep step) => step switch
    {
        { Kind: EntryKind.Wait or EntryKind.Sleep, Due: { } due } => texts.Get($"Instances_Step_{step.Kind}_Until", step.Name ?? "", Time(due)),
        { ErrorType: { } error } => texts.Get($"Instances_Step_{step.Kind}", step.Name ?? "", error),
        _ => texts.Get($"Instances_Step_{step.Kind}", step.Name ?? ""),
    };

    public string Waiting(OpenStep open) => open switch
    {
        { Kind: EntryKind.Activity, NextAttempt: { } next } => texts.Get("Instances_Waits_Retry", open.Name!, Number(open.Attempt), Time(next)),
        { Kind: EntryKind.Activity } => texts.Get("Instances_Waits_Activity", open.Name!, Number(open.Attempt)),
        { Kind: EntryKind.Wait, Due: { } due } => texts.Get("Instances_Waits_Wait_Until", open.Name!, Time(due)),
        { Kind: EntryKind.Wait } => texts.Get("Instances_Waits_Wait", open.Name!),
        _ => texts.Get("Instances_Waits_Sleep", Time(open.Due!.Value)),
    };

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
