using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>One instance as an operator looks at it: where it stands, what it waits for, and a page of its history, latest first.</summary>
/// <param name="KeptEvents">The names of the events that no wait has taken, in their order.</param>
/// <param name="Before">The turn to go on from to what was earlier; null at the beginning.</param>
public sealed record InstanceDetails(
    InstanceInfo Info, IReadOnlyList<OpenStep> Waiting, IReadOnlyList<string> KeptEvents, IReadOnlyList<InstanceStep> History, long? Before);

/// <summary>One step of a history. Payloads and messages of failures are left out: they may hold personal data.</summary>
/// <param name="Number">The number of the command; how it ended has the same.</param>
/// <param name="Name">Of the activity or the event.</param>
/// <param name="Due">The deadline of a wait, or the end of a sleep.</param>
public sealed record InstanceStep(Instant At, EntryKind Kind, int Number, string? Name, Instant? Due, string? ErrorType);

/// <summary>A command that has not ended.</summary>
/// <param name="Attempt">Of an activity, the attempt that runs or comes next, from 1.</param>
/// <param name="NextAttempt">When it is tried again; null: it is not in a pause between two attempts.</param>
public sealed record OpenStep(EntryKind Kind, int Number, string? Name, Instant? Due, int Attempt, Instant? NextAttempt);
