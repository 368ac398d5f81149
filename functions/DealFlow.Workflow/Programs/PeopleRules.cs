using NodaTime.Text;

namespace DealFlow.Workflow.Programs;

/// <summary>What the schema cannot say of people.</summary>
internal static class PeopleRules
{
    public static void Check(ProgramDocument program)
    {
        var approvers = program.Part<IReadOnlyList<PersonInFile>>("people.approvers");
        var owner = program.Part<PersonInFile>("people.owner");
        if (approvers is not null)
            TermsChecks.Unique(approvers, person => person.Id, "people.approvers", "id", program.Mistakes);
        var all = Named(approvers, owner);
        if (approvers is not null && owner is not null)
        {
            CheckOwner(approvers, owner, program.Mistakes);
            CheckMails(all, program.Mistakes);
        }

        var known = approvers is not null && owner is not null ? all.Select(person => person.Person.Id).ToHashSet(StringComparer.Ordinal) : null;
        foreach (var (person, path) in all)
            CheckPerson(person, path, known, program.Mistakes);
    }

    private static List<(PersonInFile Person, string Path)> Named(IReadOnlyList<PersonInFile>? approvers, PersonInFile? owner)
    {
        List<(PersonInFile, string)> all = [.. (approvers ?? []).Select((person, i) => (person, $"people.approvers[{i}]"))];
        if (owner is not null)
            all.Add((owner, "people.owner"));
        return all;
    }

    private static void CheckOwner(IReadOnlyList<PersonInFile> approvers, PersonInFile owner, Mistakes mistakes)
    {
        var same = approvers.FirstOrDefault(person => person.Id == owner.Id);
        if (same is not null && (same.Name != owner.Name || same.Mail != owner.Mail || same.Language != owner.Language))
            mistakes.Add("people.owner", $"\"{owner.Id}\" is an approver with other data; expected the same name, mail and language, or another id");
    }

    private static void CheckMails(List<(PersonInFile Person, string Path)> all, Mistakes mistakes)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (person, path) in all)
        {
            if (!owners.TryAdd(person.Mail, person.Id) && owners[person.Mail] != person.Id)
                mistakes.Add($"{path}.mail", $"{person.Mail} is the address of {owners[person.Mail]} as well; expected an own address for each person");
        }
    }

    private static void CheckPerson(PersonInFile person, string path, HashSet<string>? known, Mistakes mistakes)
    {
        if (person.Language is { } language && !Languages.Known(language))
            mistakes.Add($"{path}.language", $"\"{language}\" is not a language; expected one of ISO 639-1 such as de or en");
        for (var i = 0; i < person.Delegates.Count; i++)
            CheckDelegate(person, person.Delegates[i], $"{path}.delegates[{i}]", known, mistakes);
    }

    private static void CheckDelegate(PersonInFile person, DelegateInFile entry, string path, HashSet<string>? known, Mistakes mistakes)
    {
        if (entry.To == person.Id)
            mistakes.Add($"{path}.to", $"\"{entry.To}\" is the person itself; expected another one");
        else if (known is not null && !known.Contains(entry.To))
            mistakes.Add($"{path}.to", $"\"{entry.To}\" is nobody of this program; expected {string.Join(", ", known)}");
        if (entry.From is null != entry.Until is null)
            mistakes.Add(path, "has one date only; expected from and until, or null for both");
        foreach (var (date, name) in new[] { (entry.From, "from"), (entry.Until, "until") })
        {
            if (date is not null && !LocalDatePattern.Iso.Parse(date).Success)
                mistakes.Add($"{path}.{name}", $"{date} is no day of the calendar; expected a date such as 2026-12-31");
        }

        if (string.CompareOrdinal(entry.From, entry.Until) > 0 && entry.Until is not null)
            mistakes.Add($"{path}.until", $"{entry.Until} is before {entry.From}; expected the last day, not before the first");
    }
}
