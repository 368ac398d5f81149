using DealFlow.Domain.Programs;
using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.Tests.Programs;

/// <summary>What is kept of programs from start to start.</summary>
public sealed class ProgramCatalogTests
{
    private readonly KeptInMemory _store = new();
    private readonly List<string> _lookedAgain = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_SameFile_NobodyLooksAgain()
    {
        await OpenAsync(SamplePrograms.Contoso);
        await OpenAsync(SamplePrograms.Contoso);

        Assert.Empty(_lookedAgain);
    }

    [Fact]
    public async Task Open_ChangedFile_OpenDealsLookAgainAndBothTermsAreKept()
    {
        await OpenAsync(SamplePrograms.Contoso);
        var before = _store.Terms.Count;

        await OpenAsync(SamplePrograms.Contoso.Replace("\"percent\": 8,", "\"percent\": 8.5,", StringComparison.Ordinal));

        Assert.Equal(["contoso-network"], _lookedAgain);
        Assert.Equal(before + 1, _store.Terms.Count);
    }

    /// <summary>Newer code reads more out of the same file, so the version of its terms is another.</summary>
    [Fact]
    public async Task Open_SameFileWhoseTermsAreNotKept_KeepsThem()
    {
        await OpenAsync(SamplePrograms.Contoso);
        var kept = _store.Terms.ToList();
        _store.Terms.Clear();

        await OpenAsync(SamplePrograms.Contoso);

        Assert.Equal(kept, _store.Terms);
    }

    private Task<ProgramCatalog> OpenAsync(string json) => ProgramCatalog.OpenAsync([SamplePrograms.Read(json).Program!], _store, LookAgain, Stop);

    private Task LookAgain(DealProgram program, CancellationToken cancellation)
    {
        _lookedAgain.Add(program.Id);
        return Task.CompletedTask;
    }

    private sealed class KeptInMemory : IProgramStore
    {
        private readonly Dictionary<string, string> _files = [];

        public Dictionary<string, string> Terms { get; } = [];

        public Task KeepTermsAsync(string version, string json, CancellationToken cancellation) => Task.FromResult(Terms.TryAdd(version, json));

        public Task<string?> FindTermsAsync(string version, CancellationToken cancellation) => Task.FromResult(Terms.GetValueOrDefault(version));

        public Task<string?> FindFileAsync(string program, CancellationToken cancellation) => Task.FromResult(_files.GetValueOrDefault(program));

        public Task KeepFileAsync(string program, string json, CancellationToken cancellation) => Task.FromResult(_files[program] = json);
    }
}
