using System.Text.RegularExpressions;

namespace DealFlow.Web.Pages.Deals;

internal sealed partial class PastedText
{
    /// <summary>What stands in a signature where a name could: greetings, titles of jobs, parts of a company.</summary>
    [GeneratedRegex(@"\b(?:gr[uü](?:ß|ss)e?n?|regards|wishes|sincerely|cheers|leiter(?:in)?|leitung|manager(?:in)?|head|director|direktor(?:in)?|gesch[aä]ftsf[uü]hr\w*|inhaber(?:in)?|
        ceo|cto|cio|cfo|vertrieb\w*|einkauf\w*|verkauf\w*|sales|purchas\w*|abteilung|department|team|office|b[uü]ro|support|service|engineer\w*|berater(?:in)?|consultant|
        assist\w*|sekretariat|prokurist(?:in)?|vorstand|aufsichtsrat|sitz|amtsgericht|registergericht|handelsregister|street|road|avenue)\b|stra(?:ß|ss)e",
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NoName();

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s/,;<>()]+|^[a-z0-9\-]+(?:\.[a-z0-9\-]+)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"(?:(?<label>\p{L}[\p{L}.]*)\s*[.:]?\s*)?(?<![0-9\p{L}])(?<number>(?:\+|00|\(?0)[0-9()\s./\-]{5,}[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"\b(?:[A-Z]{2}|CHE)[ \-]?U?(?:[0-9][ .\-]?){7,12}|\b[A-Z]{2}[0-9A-Z]{8,12}\b", RegexOptions.CultureInvariant)]
    private static partial Regex VatNumber();

    [GeneratedRegex(@"\b(?<register>HR ?[AB])\b[\s:.]*(?:Nr\.?|Nummer)?[\s:.]*(?<number>[0-9][0-9 ]{0,9})", RegexOptions.CultureInvariant)]
    private static partial Regex RegisterEntry();

    [GeneratedRegex(@"\b(?:Amtsgericht|Registergericht|AG|HRB?)[\s:]+(?<court>\p{Lu}\p{Ll}[\p{L}\-]*(?: am \p{Lu}\p{L}+| \(?\p{Lu}[\p{L}.]+\)?)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Court();

    [GeneratedRegex(@"^(?:(?<street>.+?),\s*)?(?:(?<land>D|A|CH|DE|AT|FL)[\-\s])?(?<code>[0-9]{4} ?[A-Z]{2}(?=\s)|[0-9]{4,5})\s+(?<city>\p{Lu}[\p{L}.\-/ ]+?)(?:\s*,\s*(?<country>\p{Lu}[\p{L} ]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:(?<street>.+?),\s*)?(?<city>\p{Lu}[\p{L}.\- ]+?),?\s+(?<code>[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex BritishPlace();

    [GeneratedRegex(@"^(?:(?<street>.+?),\s*)?(?<city>\p{Lu}[\p{L}.\- ]+?),\s*(?<state>[A-Z]{2})\s+(?<code>[0-9]{5}(?:-[0-9]{4})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex AmericanPlace();

    [GeneratedRegex(@"^(?:Firma|Unternehmen|Company|Ansprechpartner(?:in)?|Kontakt|Contact|Name|Anschrift|Adresse|Address)\s*:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?)\s+)?(?<name>(?:(?:Dr|Prof|Ing|Mag|Dipl\.-Ing)\.\s*)*\p{Lu}[\p{L}'’\-]+(?:\s+(?:von|van|vom|zu|de|der|den|di|\p{Lu}\.?|\p{Lu}[\p{L}'’\-]+)){1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex PersonName();
}
