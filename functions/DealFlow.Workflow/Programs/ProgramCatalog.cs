using System.Collections.Concurrent;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Programs;

/// <summary>
/// The programs whose files a host was started with. The terms of each version are kept in the store, so that a registration is served by those it was
/// made under; people and holidays are those of today, or the last ones of a program that was removed.
/// </summary>
public sealed class ProgramCatalog : IProgramCatalog
{
    private readonly Dictionary<string, DealProgram> _today;
    private readonly IProgramStore _store;
    private readonly ConcurrentDictionary<(string Program, string Version), DealProgram> _earlier = new();

    private ProgramCatalog(IReadOnlyList<LoadedProgram> programs, IProgramStore store)
    {
        _store = store;
        All = [.. programs.Select(loaded => loaded.Program)];
        _today = All.ToDictionary(program => program.Id);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DealProgram> All { get; }

    /// <summary>Opens the catalogue, and keeps the terms of today for later.</summary>
    /// <param name="lookAgain">Called for a program whose file has changed: its open deals look again, because somebody who is asked may have left.</param>
    public static async Task<ProgramCatalog> OpenAsync(
        IReadOnlyList<LoadedProgram> programs, IProgramStore store, Func<DealProgram, CancellationToken, Task> lookAgain, CancellationToken cancellation)
    {
        foreach (var loaded in programs)
        {
            // Asked for by version, because the same file can mean a new one to newer code.
            if (await store.FindTermsAsync(loaded.Program.Version, cancellation) is null)
                await store.KeepTermsAsync(loaded.Program.Version, loaded.TermsJson, cancellation);
            var earlier = await store.FindFileAsync(loaded.Program.Id, cancellation);
            if (earlier == loaded.Json)
                continue;
            if (earlier is not null)
                await lookAgain(loaded.Program, cancellation);
            await store.KeepFileAsync(loaded.Program.Id, loaded.Json, cancellation); // last: whatever breaks off before it is done again
        }

        return new ProgramCatalog(programs, store);
    }

    /// <inheritdoc/>
    public DealProgram? Find(string id) => _today.GetValueOrDefault(id);

    /// <inheritdoc/>
    public DealProgram For(Registration registration) =>
        _today.TryGetValue(registration.Program, out var today) && today.Version == registration.ProgramVersion
            ? today
            : _earlier.GetOrAdd((registration.Program, registration.ProgramVersion), _ => Earlier(registration));

    /// <summary>Read once for each version and host: the wait is for one point read, and nothing that is asked this way could go on without it.</summary>
    private DealProgram Earlier(Registration registration) => Task.Run(() => EarlierAsync(registration)).GetAwaiter().GetResult();

    private async Task<DealProgram> EarlierAsync(Registration registration)
    {
        var terms = await _store.FindTermsAsync(registration.ProgramVersion, CancellationToken.None) is { } json
            ? ProgramReader.ReadTerms(json)
            : throw new InvalidOperationException($"The terms {registration.ProgramVersion} of {registration.Program} are not kept.");
        var program = _today.GetValueOrDefault(registration.Program) ?? await RemovedAsync(registration);
        return program with
        {
            Version = registration.ProgramVersion,
            Terms = terms,
            Calendar = program.Calendar.In(DateTimeZoneProviders.Tzdb[terms.Zone]),
        };
    }

    /// <summary>A removed program still serves its open deals, with the people and the calendar that it had last.</summary>
    private async Task<DealProgram> RemovedAsync(Registration registration) =>
        await _store.FindFileAsync(registration.Program, CancellationToken.None) is { } json
        && ProgramReader.Read(json, registration.Program, registration.ReceivedAt).Program is { Program: var program }
            ? program
            : throw new InvalidOperationException(
                $"The program {registration.Program} was removed and can no longer be read, but {registration.Id} still needs it. Put its file back.");
}
