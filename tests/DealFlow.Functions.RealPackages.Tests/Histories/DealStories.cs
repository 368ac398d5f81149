using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Functions.RealPackages.Tests.Histories;

/// <summary>What a deal's activities answer, in their order, and what happens to it.</summary>
/// <param name="Answers">Null: the activity fails.</param>
/// <param name="Steps">Time that passes; null: the deal is woken.</param>
internal sealed record DealStory(IReadOnlyList<DealState?> Answers, IReadOnlyList<Duration?> Steps);

/// <summary>Lives of deals that take every way through the orchestration.</summary>
internal static class DealStories
{
    public const string Id = "DR-7K3F-9QXM";

    private static readonly Instant Start = Instant.FromUtc(2026, 7, 27, 9, 0);
    private static readonly DealState Received = new(RegistrationStatus.Received, null, false);
    private static readonly DealState Asked = new(RegistrationStatus.PendingDecision, Start + Duration.FromDays(2), false);
    private static readonly DealState Approved = new(RegistrationStatus.Approved, Start + Duration.FromDays(21), false);
    private static readonly DealState LaterRound = Approved with { NextAt = Start + Duration.FromDays(42) };
    private static readonly DealState Won = new(RegistrationStatus.ClosedWon, null, false);

    public static IReadOnlyDictionary<string, DealStory> All { get; } = new Dictionary<string, DealStory>
    {
        ["approved-followed-up-won-invoiced"] = new(
            [Received, Asked, Asked, Approved, LaterRound, new(RegistrationStatus.WonReported, Start + Duration.FromDays(40), false), Won, Won],
            [null, Duration.FromDays(21), null, null, null]),
        ["silence-rejects"] = new([Received, Asked, Asked, new(RegistrationStatus.Rejected, null, false)], [Duration.FromDays(3)]),
        ["queued-moves-up-withdrawn"] = new(
            [Received, new(RegistrationStatus.Queued, null, false), new(RegistrationStatus.Queued, null, false), Asked, new(RegistrationStatus.Withdrawn, null, false)],
            [null, null]),
        ["check-fails-a-person-decides"] = new([Received, .. Fails(5), Asked, Asked, new(RegistrationStatus.Rejected, null, false)], [Duration.FromHours(1), null]),
        ["mail-fails-for-an-hour"] = new(
            [Received, Asked, .. Fails(5), Asked with { IsOwing = true }, Asked, new(RegistrationStatus.Withdrawn, null, false)],
            [Duration.FromMinutes(30), Duration.FromHours(2), null]),
        ["store-is-gone-for-hours"] = new(
            [.. Fails(20), Received, Asked, Asked, new(RegistrationStatus.Withdrawn, null, false)], [Duration.FromHours(6), null]),
    };

    /// <summary>The code of today, with activities that answer so.</summary>
    public static OrchestrationCatalog CodeOf(IReadOnlyList<DealState?> answers)
    {
        var left = new Queue<DealState?>(answers);
        Task<DealState> Answer(string id, CancellationToken cancellation) =>
            left.Dequeue() is { } state ? Task.FromResult(state) : Task.FromException<DealState>(new TimeoutException("Failed with System.TimeoutException."));
        return new OrchestrationCatalog(DealFlowJson.Options)
            .Orchestration<string, string>(DealRegistrationOrchestration.Name, DealRegistrationOrchestration.Version, DealRegistrationOrchestration.RunAsync)
            .Activity<string, DealState>(DealActivities.Proceed, Answer)
            .Activity<string, DealState>(DealActivities.CheckConflicts, Answer)
            .Activity<string, DealState>(DealActivities.GiveCheckToPerson, Answer)
            .Activity<string, DealState>(DealActivities.SurfaceFailure, Answer);
    }

    private static IEnumerable<DealState?> Fails(int times) => Enumerable.Repeat<DealState?>(null, times);
}
