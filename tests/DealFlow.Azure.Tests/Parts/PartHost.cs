using System.Text.Json;
using DealFlow.Local.Hosting;
using DealFlow.Local.Parts;
using DealFlow.Scenarios.Hosting;
using DealFlow.Web.Limits;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The local host with some of its parts elsewhere, driven over HTTP in virtual time.</summary>
internal sealed class PartHost : ProductClient, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-parts-");
    private readonly PartSettings _parts;
    private readonly ErrorNumbers _errors;
    private LocalHost? _host;
    private HttpClient? _http;

    private PartHost(PartSettings parts, ErrorNumbers errors) => (_parts, _errors) = (parts, errors);

    protected override HttpClient Http => _http!;

    public static async Task<PartHost> StartAsync(PartSettings parts, ErrorNumbers? errors = null)
    {
        var host = new PartHost(parts, errors ?? new ErrorNumbers());
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts on the same folder and parts.</summary>
    public async Task StartAgainAsync()
    {
        await StopAsync();
        _host = await LocalHost.StartAsync(
            new LocalOptions
            {
                Urls = "http://127.0.0.1:0",
                PublicUrl = PublicUrl,
                DataFolder = _folder.FullName,
                Limits = new RateLimits(1_000_000, 1_000_000),
                RealClock = new FixedClock(Instant.FromUtc(2026, 3, 2, 9, 0)),
                Parts = _parts,
                Logging = logging => logging.AddProvider(_errors),
            },
            CancellationToken.None);
        _http = ClientFor(_host.Web.Urls.First());
    }

    /// <summary>The timeline of a registration of Alpen IT.</summary>
    public async Task<IReadOnlyList<JsonElement>> TimelineAsync(string id) =>
        [.. (await ReadAsync(id, Keys.AlpenIt)).GetProperty("timeline").EnumerateArray()];

    /// <summary>What the timeline says has happened.</summary>
    public async Task<IReadOnlyList<string?>> HappenedAsync(string id) => [.. (await TimelineAsync(id)).Select(line => line.GetProperty("what").GetString())];

    /// <summary>Stops, and counts how often orchestrations were woken and what activities they called in all.</summary>
    public async Task<(long Wakes, long Activities)> CountWorkAsync()
    {
        await StopAsync();
        await using var database = new SqliteConnection($"Data Source={DataFolder.DatabaseIn(_folder.FullName)};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        return (Scalar(database, "SELECT sum(turns) FROM engine_instances"),
            Scalar(database, "SELECT count(*) FROM engine_history, json_each(entries) WHERE value ->> 'kind' IN (3, 'ActivityCompleted')"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private static long Scalar(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private async Task StopAsync()
    {
        _http?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _host = null;
    }
}
