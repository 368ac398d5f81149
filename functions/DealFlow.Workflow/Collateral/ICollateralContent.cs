using NodaTime;

namespace DealFlow.Workflow.Collateral;

/// <summary>Opens files of the sales material, where a host hands them out itself.</summary>
public interface ICollateralContent
{
    /// <summary>The file that a link names, or null where it is not there any more.</summary>
    Task<CollateralContent?> OpenAsync(FileName file, CancellationToken cancellation);
}

/// <summary>A file that is open to be read, from any place in it.</summary>
/// <param name="ChangedAt">When it was changed last: a download that was broken off goes on only in the same file.</param>
public sealed record CollateralContent(Stream Stream, string Name, string Language, Instant ChangedAt);
