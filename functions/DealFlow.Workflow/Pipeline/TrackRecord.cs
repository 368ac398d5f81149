using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Pipeline;

/// <summary>A partner's registrations with one manufacturer, from the first on.</summary>
/// <param name="Registered">What the partner has registered; parts that were split off count once.</param>
/// <param name="ByStatus">How many stand at each status today, each part for itself; statuses of none are left out.</param>
public sealed record TrackRecord(int Registered, IReadOnlyDictionary<RegistrationStatus, int> ByStatus)
{
    /// <summary>Won and confirmed.</summary>
    public int Won => At(RegistrationStatus.ClosedWon);

    /// <summary>Reported as lost.</summary>
    public int Lost => At(RegistrationStatus.ClosedLost);

    /// <summary>Turned down.</summary>
    public int Rejected => At(RegistrationStatus.Rejected);

    /// <summary>Approved and not ended.</summary>
    public int Protected => At(RegistrationStatus.Approved) + At(RegistrationStatus.WonReported);

    /// <summary>Still to be decided.</summary>
    public int Undecided => ByStatus.Where(pair => pair.Key.IsUndecided()).Sum(pair => pair.Value);

    private int At(RegistrationStatus status) => ByStatus.GetValueOrDefault(status);
}
