using System.Collections.Concurrent;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Local.Programs;

/// <summary>
/// The programs of a folder. The terms of each version are kept, so that a registration is served by those it was made under; people and holidays are
/// those of today, or the last ones of a program that was removed.
/// </summary>
internal sealed class LocalPrograms : IProgramCatalog
{
    private readonly Dictionary<string, DealProgram> _today;
    private readonly ProgramTermsStore _terms;
    private readonly LocalSettings _settings;
    private readonly ConcurrentDictionary<(string Program, string Version), DealProgram> _earlier = new();

    private LocalPrograms(IReadOnlyList<LoadedProgram> programs, ProgramTermsStore terms, LocalSettings settings)
    {
        (_terms, _settings) = (terms, settings);
        All = [.. programs.Select(loaded => loaded.Program)];
        _today = All.ToDictionary(program => program.Id);
    }

    public IReadOnlyList<DealProgram> All { get; }

    /// <summary>
    /// Opens the catalogue, and keeps the terms of today for later. Where a file has changed, its open deals look again: somebody who is asked may
    /// have left.
    /// </summary>
    public static async Task<LocalPrograms> OpenAsync(
        IReadOnlyList<LoadedProgram> programs, ProgramTermsStore terms, LocalSettings settings, Func<DealProgram, Task> lookAgain)
    {
        foreach (var loaded in programs)
            if (terms.Find(loaded.Program.Version) is null)
                await terms.KeepAsync(loaded.Program.Version, loaded.TermsJson);
        foreach (var loaded in programs)
        {
            var name = NameOf(loaded.Program.Id);
            var earlier = settings.Get(name);
            if (earlier == loaded.Json)
                continue;
            if (earlier is not null)
                await lookAgain(loaded.Program);
            await settings.SetAsync(name, loaded.Json);
        }

        return new LocalPrograms(programs, terms, settings);
    }

    public DealProgram? Find(string id) => _today.GetValueOrDefault(id);

    public DealProgram For(Registration registration) =>
        _today.TryGetValue(registration.Program, out var today) && today.Version == registration.ProgramVersion
            ? today
            : _earlier.GetOrAdd((registration.Program, registration.ProgramVersion), _ => Earlier(registration));

    private DealProgram Earlier(Registration registration)
    {
        var terms = _terms.Find(registration.ProgramVersion) is { } json
            ? ProgramReader.ReadTerms(json)
            : throw new InvalidOperationException($"The terms {registration.ProgramVersion} of {registration.Program} are not kept.");
        var program = _today.GetValueOrDefault(registration.Program) ?? Removed(registration);
        return program with
        {
            Version = registration.ProgramVersion,
            Terms = terms,
            Calendar = program.Calendar.In(DateTimeZoneProviders.Tzdb[terms.Zone]),
        };
    }

    /// <summary>A removed program still serves its open deals, with the people and the calendar that it had last.</summary>
    private DealProgram Removed(Registration registration) =>
        _settings.Get(NameOf(registration.Program)) is { } json
        && ProgramReader.Read(json, registration.Program, registration.ReceivedAt).Program is { Program: var program }
            ? program
            : throw new InvalidOperationException(
                $"The program {registration.Program} was removed and can no longer be read, but {registration.Id} still needs it. Put its file back.");

    private static string NameOf(string program) => $"program:{program}";
}
