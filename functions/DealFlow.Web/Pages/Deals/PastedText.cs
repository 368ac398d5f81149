using System.Text.RegularExpressions;
using DealFlow.Domain.Conflicts;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages.Deals;

/// <summary>
/// Finds a company and a person in a text that somebody has copied: the signature of a mail, an imprint, an address block. It guesses; the person
/// looks at what it found before anything is sent.
/// </summary>
internal sealed partial class PastedText
{
    /// <summary>The most characters that are read.</summary>
    public const int Longest = 4000;

    private const int LongestPart = 200;
    private const string FaxMobile = "f fax telefax m mobil mobile handy cell";

    private static readonly (string Prefix, string Country)[] Dialling =
        [("+49", "DE"), ("+43", "AT"), ("+41", "CH"), ("+423", "LI"), ("+352", "LU"), ("+44", "GB"), ("+33", "FR"), ("+31", "NL"), ("+32", "BE"), ("+39", "IT")];

    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly List<string> _parts;

    private PastedText(string text) => _parts =
    [
        .. text[..Math.Min(text.Length, Longest)].Split(['\n', '\r', '|', '•', '·', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Length <= LongestPart && TextRules.IsClean(part, lineBreaks: false)).Select(part => Label().Replace(part, "")),
    ];

    /// <summary>What was found, by the names of the fields of the form; the country by its two letters.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var reading = new PastedText(text);
        reading.FindMail();
        reading.FindDomain();
        reading.FindNumbers();
        reading.FindTelephone();
        reading.FindPlace();
        reading.FindCountry();
        reading.FindCompany();
        reading.FindPerson();
        return reading._found;
    }

    private void FindMail() => Keep("contact.email", First(MailAddress()));

    private void FindDomain()
    {
        var ofMail = _found.GetValueOrDefault("contact.email");
        var candidates = _parts.Where(part => !part.Contains('@', StringComparison.Ordinal)).SelectMany(part => WebAddress().Matches(part).Select(match => match.Value));
        Keep("customer.domain", candidates.Append(ofMail).OfType<string>().Select(text => RegistrableDomains.Read(text).Value)
            .FirstOrDefault(domain => domain is not null && !RegistrableDomains.IsShared(domain)));
    }

    private void FindNumbers()
    {
        Keep("customer.vatId", _parts.SelectMany(part => VatNumber().Matches(part)).Select(match => VatIds.Read(match.Value.Trim(), null).Value).FirstOrDefault(id => id is not null));
        if (_parts.Select(part => RegisterEntry().Match(part)).FirstOrDefault(match => match.Success) is not { } entry)
            return;
        var court = _parts.Select(part => Court().Match(part)).FirstOrDefault(match => match.Success)?.Groups["court"].Value;
        var number = $"{entry.Groups["register"].Value.Replace(" ", "", StringComparison.Ordinal)} {entry.Groups["number"].Value.Trim()} {court}".Trim();
        if (RegistrationNumbers.Read(number, "DE").IsValid)
            Keep("customer.registrationNumber", number);
    }

    private void FindTelephone()
    {
        var numbers = _parts.SelectMany(part => Telephone().Matches(part)).Select(match => (Label: match.Groups["label"].Value.TrimEnd('.').ToLowerInvariant(), Number: match.Groups["number"].Value))
            .Where(found => found.Number.Count(char.IsAsciiDigit) >= 6 && found.Label is not ("f" or "fax" or "telefax")).ToList();
        var best = numbers.Where(found => !IsWordOf(FaxMobile, found.Label)).Concat(numbers).Select(found => found.Number).FirstOrDefault();
        Keep("contact.phone", best is null ? null : string.Join(' ', best.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private void FindPlace()
    {
        for (var index = 0; index < _parts.Count; index++)
        {
            var match = new[] { Place(), AmericanPlace(), BritishPlace() }.Select(pattern => pattern.Match(_parts[index])).FirstOrDefault(match => match.Success);
            if (match is null)
                continue;
            Keep("customer.address.postalCode", match.Groups["code"].Value);
            Keep("customer.address.city", match.Groups["city"].Value.Trim());
            Keep("customer.country", CountryOf(match));
            var street = match.Groups["street"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            _parts.AddRange(street.SkipLast(1)); // "Company, Street 1, 12345 City" in one line
            Keep("customer.address.street", street.Length > 0 ? street[^1] : index > 0 && LooksLikeStreet(_parts[index - 1]) ? _parts[index - 1] : null);
            _parts.RemoveAt(index);
            return;
        }
    }

    private void FindCountry()
    {
        Keep("customer.country", _parts.Where(part => part.Length > 2).Select(CountryNames.Find).FirstOrDefault(code => code is not null));
        if (_found.TryGetValue("customer.vatId", out var vat))
            Keep("customer.country", CountryNames.Find(vat.StartsWith("EL", StringComparison.Ordinal) ? "GR" : vat[..2]));
        if (_found.ContainsKey("customer.registrationNumber"))
            Keep("customer.country", "DE");
        if (_found.TryGetValue("contact.phone", out var phone))
            Keep("customer.country", Dialling.FirstOrDefault(code => phone.Replace("00", "+", StringComparison.Ordinal).StartsWith(code.Prefix, StringComparison.Ordinal)).Country);
        if (_found.TryGetValue("customer.domain", out var domain) && domain[(domain.LastIndexOf('.') + 1)..] is { Length: 2 } end && end is not ("eu" or "io" or "ai" or "co" or "me" or "tv"))
            Keep("customer.country", end == "uk" ? "GB" : CountryNames.Find(end));
    }

    private void FindCompany()
    {
        var country = _found.GetValueOrDefault("customer.country", "DE");
        var name = _found.TryGetValue("customer.domain", out var domain) ? Letters(domain[..domain.IndexOf('.', StringComparison.Ordinal)]) : "";
        var candidates = _parts.Where(part => !IsElse(part)).ToList();
        Keep("customer.name", candidates.FirstOrDefault(part => CompanyNames.Parse(part, country).LegalForm is not null && !part.Contains(':', StringComparison.Ordinal))
            ?? candidates.FirstOrDefault(part => name.Length > 2 && Letters(part) is var letters && (letters.Contains(name, StringComparison.Ordinal) || (letters.Length > 4 && name.Contains(letters, StringComparison.Ordinal)))));
    }

    private void FindPerson()
    {
        var names = _parts.Where(part => !IsElse(part) && !_found.ContainsValue(part) && !NoName().IsMatch(part)).Select(part => PersonName().Match(part))
            .Where(match => match.Success).Select(match => match.Groups["name"].Value).Where(name => CountryNames.Find(name) is null).ToList();
        var local = Letters(_found.GetValueOrDefault("contact.email", "@").Split('@')[0]);
        Keep("contact.name", names.FirstOrDefault(name => local.Contains(Letters(name.Split(' ')[^1]), StringComparison.Ordinal)) ?? names.FirstOrDefault());
    }

    private static string? CountryOf(System.Text.RegularExpressions.Match place) => place.Groups["state"].Success ? "US"
        : place.Groups["country"] is { Success: true } named ? CountryNames.Find(named.Value)
        : place.Groups["land"].Value switch { "D" or "DE" => "DE", "A" or "AT" => "AT", "CH" => "CH", "FL" => "LI", _ => null };

    private static bool LooksLikeStreet(string part) =>
        part.Any(char.IsAsciiDigit) && part.Any(char.IsLetter) && !part.Contains('@', StringComparison.Ordinal) && !Telephone().IsMatch(part);

    /// <summary>Whether a part is an address of some kind and so no name.</summary>
    private static bool IsElse(string part) => part.Contains('@', StringComparison.Ordinal) || WebAddress().IsMatch(part) || Telephone().IsMatch(part);

    private static bool IsWordOf(string words, string word) => word.Length > 0 && words.Split(' ').Contains(word);

    /// <summary>Small letters and digits only, ä as ae.</summary>
    private static string Letters(string text) => string.Concat(CompanyNames.Parse(text, "XX").Core.Where(char.IsAsciiLetterOrDigit));

    private string? First(Regex pattern) => _parts.Select(part => pattern.Match(part)).FirstOrDefault(match => match.Success)?.Value;

    /// <summary>Keeps what was found first.</summary>
    private void Keep(string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _found.TryAdd(field, value.Trim());
    }
}
