using DealFlow.Domain.Programs;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Api;

/// <summary>A membership as the manufacturer wrote it, not yet judged. What was left out is null.</summary>
internal sealed record MembershipDraft(
    string? Name, string? Tier, string? Language, string? Mail, IReadOnlyList<string?>? People, string? VendorNumber, IReadOnlyList<string?>? Programs)
{
    private const int MostPeople = 100;
    private const int LongestId = 64;

    public static MembershipDraft Read(JsonFields body) => new(
        body.Text("name"), body.Text("tier"), body.Text("language"), body.Text("mail"), body.Texts("people"), body.Text("vendorNumber"),
        body.Texts("programs"));

    /// <param name="own">The manufacturer's programs.</param>
    /// <param name="languageBefore">Of the membership as it is: it may stay, though no program speaks it.</param>
    public Membership Judge(string manufacturer, string partner, IReadOnlyList<DealProgram> own, string? languageBefore, Values values)
    {
        if (!IsId(partner))
            values.Add("id", $"Has 1 to {LongestId} small letters, digits and single hyphens between them, as in alpen-it.");
        var name = values.Required("name", Name, 200, oneLine: true);
        var tier = values.Required("tier", Tier, 50, oneLine: true);
        values.Optional("vendorNumber", VendorNumber, 50, oneLine: true);
        if (VendorNumber is not null && string.IsNullOrWhiteSpace(VendorNumber))
            values.Add("vendorNumber", "Must not be blank; leave it out or send null instead.");
        var mail = MailOf("mail", Mail, values);
        var people = PeopleOf(values);
        var chosen = ProgramsOf(own, values);
        if (chosen.FirstOrDefault(program => !program.Terms.Tiers.Contains(tier)) is { } without)
            values.Add("tier", $"{without.Id} has the tiers {string.Join(", ", without.Terms.Tiers)}.");
        var language = LanguageOf(chosen.Count > 0 ? chosen : own, languageBefore, values);
        return new Membership(manufacturer, partner, name.Trim(), tier, language, mail, people, VendorNumber?.Trim(), [.. chosen.Select(program => program.Id)]);
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= LongestId && text.Split('-').All(part => part.Length > 0 && part.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign)));

    private static string MailOf(string path, string? text, Values values)
    {
        if (text is null || !TextRules.IsMailAddress(text))
            values.Add(path, "Is no plain mail address, as in deals@partner.example.");
        return text ?? "";
    }

    private List<string> PeopleOf(Values values)
    {
        var people = People ?? [];
        if (people.Count > MostPeople)
            values.Add("people", $"Name {MostPeople} people at most.");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < people.Count; index++)
            if (!seen.Add(MailOf($"people[{index}]", people[index], values)))
                values.Add($"people[{index}]", "Is there twice.");
        return [.. seen];
    }

    private List<DealProgram> ProgramsOf(IReadOnlyList<DealProgram> own, Values values)
    {
        var chosen = new List<DealProgram>();
        foreach (var (index, id) in (Programs ?? []).Index())
        {
            var path = $"programs[{index}]";
            if (own.FirstOrDefault(program => program.Id == id) is not { } program)
                values.Add(path, $"Is none of your programs: {string.Join(", ", own.Select(known => known.Id))}.");
            else if (chosen.Contains(program))
                values.Add(path, "Is there twice.");
            else
                chosen.Add(program);
        }

        return chosen;
    }

    /// <summary>What was left out is as it was, or the first language of the first program.</summary>
    private string LanguageOf(IReadOnlyList<DealProgram> programs, string? before, Values values)
    {
        var spoken = programs.SelectMany(program => program.Terms.Languages).Distinct().ToList();
        var language = Language ?? before ?? spoken.FirstOrDefault() ?? "en";
        if (language != before && !spoken.Contains(language))
            values.Add("language", $"The programs speak {string.Join(", ", spoken)}.");
        return language;
    }
}
