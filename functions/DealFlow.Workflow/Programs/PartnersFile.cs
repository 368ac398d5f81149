using System.Text.Json;

namespace DealFlow.Workflow.Programs;

/// <summary>A partner that an installation begins with.</summary>
/// <param name="Mail">Where the partner's mail goes.</param>
/// <param name="People">Mail addresses of those who may sign in.</param>
/// <param name="VendorNumber">The partner in the manufacturer's books.</param>
/// <param name="Tiers">The tier by manufacturer id: each one is a membership.</param>
/// <param name="Programs">The programs that the partner is a member of.</param>
public sealed record PartnerSeed(
    string Id, string Name, string Language, string Mail, IReadOnlyList<string> People, string? VendorNumber,
    IReadOnlyDictionary<string, string> Tiers, IReadOnlyList<string> Programs);

/// <summary>The partners that an installation begins with, from <c>{ "partners": [ … ] }</c>.</summary>
public static class PartnersFile
{
    /// <summary>The partners, which fit <paramref name="programs"/>.</summary>
    /// <exception cref="ProgramException">The file is not such a list, or does not fit; the message lists every error.</exception>
    public static IReadOnlyList<PartnerSeed> Read(string json, string fileName, IReadOnlyList<LoadedProgram> programs)
    {
        var partners = Bind(json, fileName);
        var mistakes = new Mistakes(fileName);
        TermsChecks.Unique(partners, partner => partner.Id, "partners", "id", mistakes);
        for (var i = 0; i < partners.Count; i++)
            Check(partners[i], $"partners[{i}]", programs, mistakes);
        return mistakes.None ? partners : throw new ProgramException(string.Join('\n', mistakes.Errors));
    }

    private static IReadOnlyList<PartnerSeed> Bind(string json, string fileName)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(json, ProgramJson.Complete)?.Partners
                ?? throw new ProgramException($"{fileName}: expected {{ \"partners\": [ … ] }}");
        }
        catch (JsonException exception)
        {
            throw new ProgramException($"{fileName}: {exception.Message}");
        }
    }

    private static void Check(PartnerSeed partner, string path, IReadOnlyList<LoadedProgram> programs, Mistakes mistakes)
    {
        if (!Languages.Known(partner.Language))
            mistakes.Add($"{path}.language", $"\"{partner.Language}\" is not a language; expected one of ISO 639-1 such as de or en");
        foreach (var address in partner.People.Append(partner.Mail).Where(address => !address.Contains('@', StringComparison.Ordinal)))
            mistakes.Add(path, $"\"{address}\" is not a mail address; expected one such as deals@partner.example");
        for (var i = 0; i < partner.Programs.Count; i++)
            CheckProgram(partner, partner.Programs[i], path, i, programs, mistakes);
        var manufacturers = programs.Select(loaded => loaded.Program.Manufacturer.Id).Distinct().ToList();
        foreach (var other in partner.Tiers.Keys.Except(manufacturers))
            mistakes.Add($"{path}.tiers.{other}", $"is not a manufacturer; expected {string.Join(", ", manufacturers)}");
    }

    private static void CheckProgram(
        PartnerSeed partner, string id, string path, int index, IReadOnlyList<LoadedProgram> programs, Mistakes mistakes)
    {
        var program = programs.FirstOrDefault(loaded => loaded.Program.Id == id)?.Program;
        if (program is null)
        {
            var ids = string.Join(", ", programs.Select(loaded => loaded.Program.Id));
            mistakes.Add($"{path}.programs[{index}]", $"\"{id}\" is not a program; expected {ids}");
        }
        else if (!partner.Tiers.TryGetValue(program.Manufacturer.Id, out var tier) || !program.Terms.Tiers.Contains(tier))
        {
            mistakes.Add($"{path}.tiers.{program.Manufacturer.Id}", $"expected a tier of {id}: {string.Join(", ", program.Terms.Tiers)}");
        }
    }

    private sealed record Content(IReadOnlyList<PartnerSeed> Partners);
}
