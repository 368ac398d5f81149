using DealFlow.Embedded;
using DealFlow.Local.Stores;

namespace DealFlow.Local.Tests.Stores;

/// <summary>A database file of one test, opened as the host opens it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-stores-");
    private CommitQueue? _commits;

    public string FilePath => Path.Combine(_folder.FullName, "dealflow.db");

    public string CandidatesPath => Path.Combine(_folder.FullName, "candidates.db");

    /// <summary>Opens the file; at a later call closes it first, as a restart does.</summary>
    public async Task<CommitQueue> OpenAsync()
    {
        if (_commits is not null)
            await _commits.DisposeAsync();
        _commits = CommitQueue.Open(FilePath);
        await LocalDatabase.OpenAsync(_commits);
        return _commits;
    }

    public async ValueTask DisposeAsync()
    {
        if (_commits is not null)
            await _commits.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
