using DealFlow.Embedded;
using DealFlow.Workflow.Programs;

namespace DealFlow.Local.Stores;

/// <summary>Terms by their version, and the last file of each program among the settings.</summary>
internal sealed class SqliteProgramStore(CommitQueue commits, LocalSettings settings) : IProgramStore
{
    public Task KeepTermsAsync(string version, string json, CancellationToken cancellation) => commits.CommitAsync(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO program_terms (version, json) VALUES ($1, $2)", version, json);
    }, cancellation);

    public Task<string?> FindTermsAsync(string version, CancellationToken cancellation) =>
        Task.FromResult(commits.Read(connection => (string?)connection.Scalar("SELECT json FROM program_terms WHERE version = $1", version)));

    public Task<string?> FindFileAsync(string program, CancellationToken cancellation) => Task.FromResult(settings.Get(NameOf(program)));

    public Task KeepFileAsync(string program, string json, CancellationToken cancellation) => settings.SetAsync(NameOf(program), json);

    private static string NameOf(string program) => $"program:{program}";
}
