using DealFlow.Workflow.Programs;

namespace DealFlow.Azure.Cosmos;

/// <summary>Terms by their version, and the last file of each program, in Cosmos DB.</summary>
public sealed class CosmosProgramStore : IProgramStore
{
    private readonly Documents _documents;

    internal CosmosProgramStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public Task KeepTermsAsync(string version, string json, CancellationToken cancellation) => _documents.CreateAsync(DocumentOf("terms", version, json), cancellation);

    /// <inheritdoc/>
    public Task<string?> FindTermsAsync(string version, CancellationToken cancellation) => FindAsync("terms", version, cancellation);

    /// <inheritdoc/>
    public Task KeepFileAsync(string program, string json, CancellationToken cancellation) => _documents.PutAsync(DocumentOf("program", program, json), cancellation);

    /// <inheritdoc/>
    public Task<string?> FindFileAsync(string program, CancellationToken cancellation) => FindAsync("program", program, cancellation);

    private async Task<string?> FindAsync(string kind, string name, CancellationToken cancellation) =>
        (await _documents.ReadAsync<ProgramDocument>($"{kind}:{name}", $"{kind}:{name}", cancellation))?.Body;

    private static ProgramDocument DocumentOf(string kind, string name, string json) => new() { Id = $"{kind}:{name}", Partition = $"{kind}:{name}", Body = json };

    private sealed record ProgramDocument : Document
    {
        public override string Kind => "program";
        public required string Body { get; init; }
    }
}
