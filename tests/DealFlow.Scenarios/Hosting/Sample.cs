using System.Text.Json.Nodes;

namespace DealFlow.Scenarios.Hosting;

internal static class Keys
{
    public const string AlpenIt = "dev-alpen-it";
    public const string Nordlicht = "dev-nordlicht";
    public const string Rheinwerk = "dev-rheinwerk";
    public const string Contoso = "dev-contoso";
    public const string Fabrikam = "dev-fabrikam";
}

internal static class People
{
    public const string Anna = "anna.keller@contoso.example";
    public const string Bruno = "bruno.lang@contoso.example";
    public const string Clara = "clara.voss@contoso.example";
    public const string Eli = "eli.novak@fabrikam.example";
    public const string Dana = "dana.reyes@fabrikam.example";
    public const string AlpenIt = "deals@alpen-it.example";
    public const string Nordlicht = "vertrieb@nordlicht.example";
    public const string Rheinwerk = "sales@rheinwerk.example";
}

/// <summary>Requests to register.</summary>
internal static class Drafts
{
    /// <summary>The example of the documentation.</summary>
    public static JsonObject Mueller() => Of("Müller Maschinenbau GmbH & Co. KG", "mueller-maschinenbau.example", "DE136695976");

    /// <summary>Some other customer, told apart by a number.</summary>
    public static JsonObject Customer(int number) => Of($"{Words(number)} GmbH", $"zirbel-{number}.example", null);

    public static JsonObject Of(string name, string domain, string? vatId) => new()
    {
        ["program"] = "contoso-network",
        ["customer"] = new JsonObject
        {
            ["name"] = name,
            ["country"] = "DE",
            ["domain"] = domain,
            ["vatId"] = vatId,
            ["dunsNumber"] = null,
            ["registrationNumber"] = null,
            ["address"] = new JsonObject { ["street"] = null, ["postalCode"] = "80331", ["city"] = "München" },
        },
        ["contact"] = new JsonObject { ["name"] = "Eva Brandt", ["email"] = $"e.brandt@{domain}", ["phone"] = null },
        ["products"] = new JsonArray("firewall"),
        ["estimatedValue"] = new JsonObject { ["amount"] = "50000.00", ["currency"] = "EUR" },
        ["expectedCloseOn"] = "2027-02-15",
        ["activity"] = "Two meetings with the head of IT, offer requested.",
        ["dealType"] = "new",
        ["distributor"] = null,
        ["partnerReference"] = "CRM-4711",
        ["notes"] = null,
        ["language"] = null,
    };

    /// <summary>The same for Fabrikam, in dollars.</summary>
    public static JsonObject ForFabrikam(this JsonObject draft) => draft.With(_ =>
    {
        draft["program"] = "fabrikam-storage";
        draft["products"]![0] = "tape";
        draft["estimatedValue"]!["currency"] = "USD";
    });

    /// <summary>The same, expected to close some months from now: for a product in real time.</summary>
    public static JsonObject Soon(this JsonObject draft) => draft.With(_ =>
        draft["expectedCloseOn"] = NodaTime.SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(90).ToString("uuuu-MM-dd", null));

    public static JsonObject With(this JsonObject draft, Action<JsonObject> change)
    {
        change(draft);
        return draft;
    }

    /// <summary>A name of its own for each number, so that no two of these customers look alike.</summary>
    private static string Words(int number) => string.Concat(
        number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => new[] { "Zirbel", "Birken", "Kranich", "Distel", "Falken", "Gams", "Hasel", "Lerchen", "Mohn", "Quell" }[digit - '0']));
}
