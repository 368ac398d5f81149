namespace DealFlow.Domain.Registrations;

/// <summary>Statuses in the words of the API.</summary>
public static class Words
{
    /// <summary>The status as the API writes it, as in <c>pendingDecision</c>.</summary>
    public static string Of(RegistrationStatus status)
    {
        var name = status.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    internal static string AnyOf(IEnumerable<RegistrationStatus> statuses) => string.Join(" or ", statuses.Select(Of));
}
