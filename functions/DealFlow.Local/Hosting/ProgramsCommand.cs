using System.CommandLine;
using DealFlow.Local.Programs;
using DealFlow.Web.Api;
using DealFlow.Workflow.Preview;
using DealFlow.Workflow.Programs;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Hosting;

/// <summary>Programs are checked and tried before they are used.</summary>
internal static class ProgramsCommand
{
    private static readonly LocalDateTimePattern LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static Command Build() => new("programs", "Programs: programs check FILE and programs preview FILE --deal FILE try one before it is used.")
    {
        Check(), Preview(),
    };

    private static Command Check()
    {
        var file = File();
        var collateral = new Option<string?>("--collateral") { Description = "The folder of sales material, DIR/PROGRAM/PRODUCT/LANGUAGE/, to be checked as well.", HelpName = "DIR" };
        var check = new Command("check", "Says everything that is wrong with a program's file: terms, people and delegates, calendar.") { file, collateral };
        check.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var loaded = Read(parsed.GetValue(file)!);
            var (mistakes, gaps) = parsed.GetValue(collateral) is { } folder ? CollateralCheck.Of(loaded.Program, folder) : ([], []);
            foreach (var warning in loaded.Warnings.Concat(gaps))
                Console.WriteLine($"Warning: {warning}");
            if (mistakes.Count > 0)
                throw new HostStartException(string.Join('\n', mistakes));
            Console.WriteLine($"{loaded.Program.Id} of {loaded.Program.Manufacturer.Name} can be used; its terms have the version {loaded.Program.Version}.");
            return Task.CompletedTask;
        }));
        return check;
    }

    private static Command Preview()
    {
        var file = File();
        var deal = new Option<string>("--deal") { Description = "The deal: the JSON of POST /api/registrations.", HelpName = "FILE", Required = true };
        var tier = new Option<string?>("--tier") { Description = "The partner's tier; the program's highest if it is left out.", HelpName = "ID" };
        var at = new Option<string?>("--at") { Description = "When it is registered, local time of the program: 2026-03-02T10:00; now if it is left out.", HelpName = "TIME" };
        at.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !LocalTime.Parse(text).Success)
                result.AddError($"'{text}' is no local time. Write 2026-03-02T10:00.");
        });
        var preview = new Command("preview", "Prints the calendar of one deal, every mail, event and deadline, without running it.") { file, deal, tier, at };
        preview.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var program = Read(parsed.GetValue(file)!).Program;
            var received = parsed.GetValue(at) is { } text
                ? LocalTime.Parse(text).Value.InZoneLeniently(program.Calendar.Zone).ToInstant()
                : SystemClock.Instance.GetCurrentInstant();
            var (draft, errors) = RegistrationFile.Read(System.IO.File.ReadAllBytes(parsed.GetValue(deal)!));
            var previewed = draft is null ? null : DealPreview.Of(program, draft, parsed.GetValue(tier), received);
            var mistakes = errors.Concat(previewed?.Mistakes.Where(mistake => !errors.ContainsKey(mistake.Key)) ?? []).ToList();
            if (mistakes.Count > 0)
                throw new HostStartException(Say(parsed.GetValue(deal)!, mistakes));
            Console.WriteLine(PreviewPrint.Of(program, draft!, previewed!));
            return Task.CompletedTask;
        }));
        return preview;
    }

    private static Argument<string> File() => new("FILE") { Description = "The program's file." };

    private static LoadedProgram Read(string path)
    {
        var reading = ProgramReader.Read(System.IO.File.ReadAllText(path), Path.GetFileName(path), SystemClock.Instance.GetCurrentInstant());
        return reading.Program ?? throw new HostStartException(string.Join('\n', reading.Errors));
    }

    private static string Say(string path, IEnumerable<KeyValuePair<string, string[]>> mistakes) => string.Join('\n', mistakes
        .OrderBy(mistake => mistake.Key, StringComparer.Ordinal)
        .SelectMany(mistake => mistake.Value.Select(text => $"{Path.GetFileName(path)}: {mistake.Key}{(mistake.Key.Length > 0 ? ": " : "")}{text}")));
}
