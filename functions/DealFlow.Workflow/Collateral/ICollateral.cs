using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Collateral;

/// <summary>The sales material of a program.</summary>
public interface ICollateral
{
    /// <summary>The files for some products in a language (or the program's first where there is none), with links made now.</summary>
    Task<IReadOnlyList<CollateralFile>> ListAsync(Registration registration, Instant now, CancellationToken cancellation);
}

/// <summary>A file with its short-lived link. Size in bytes.</summary>
public sealed record CollateralFile(string Name, string Title, string ContentType, long Size, string Language, string Url, Instant ExpiresAt)
{
    /// <summary>How long a link lives.</summary>
    public static Duration LinkLives { get; } = Duration.FromMinutes(60);
}
