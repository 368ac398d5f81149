using System.Globalization;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages.Deals;

/// <summary>The fields of the form to register: with what was typed, what was found in a pasted text, or what the partner's last deal suggests.</summary>
/// <param name="programs">Those that the person may register in.</param>
/// <param name="form">What was posted; null at the first look.</param>
/// <param name="usual">What to begin with, by field.</param>
/// <param name="found">What was found in a pasted text; it goes before what was typed.</param>
/// <param name="wrong">The fields that are wrong.</param>
internal sealed class RegisterForm(
    PageReader reader, IReadOnlyList<DealProgram> programs, FormBody? form, IReadOnlyDictionary<string, IReadOnlyList<string>> usual,
    IReadOnlyDictionary<string, string> found, IReadOnlyCollection<string> wrong)
{
    /// <summary>The prefix of the chips of a program's products.</summary>
    public const string ProductsOf = "products.";

    private static readonly (string Name, InputKind Kind, int Longest, bool IsRequired, string Type)[] Plain =
    [
        ("paste", InputKind.Paragraph, PastedText.Longest, false, "text"), ("customer.name", InputKind.Line, 200, true, "text"), ("customer.domain", InputKind.Line, 200, false, "text"),
        ("customer.vatId", InputKind.Line, 200, false, "text"), ("customer.registrationNumber", InputKind.Line, 200, false, "text"),
        ("customer.dunsNumber", InputKind.Line, 200, false, "text"), ("customer.address.street", InputKind.Line, 200, false, "text"),
        ("customer.address.postalCode", InputKind.Line, 20, false, "text"), ("customer.address.city", InputKind.Line, 100, false, "text"),
        ("contact.name", InputKind.Line, 200, false, "text"), ("contact.email", InputKind.Line, 254, false, "email"), ("contact.phone", InputKind.Line, 50, false, "tel"),
        ("estimatedValue.amount", InputKind.Line, 40, true, "text"), ("expectedCloseOn", InputKind.Day, 10, true, "date"), ("activity", InputKind.Paragraph, 2000, true, "text"),
        ("notes", InputKind.Paragraph, 4000, false, "text"), ("partnerReference", InputKind.Line, 100, false, "text"), ("distributor", InputKind.Line, 200, false, "text"),
    ];

    private readonly ReaderTexts _texts = reader.Texts;

    /// <summary>The program whose products are ticked; without any the one that was usual, and null where they are of several.</summary>
    public static DealProgram? ProgramOf(FormBody form, IReadOnlyList<DealProgram> programs)
    {
        var ticked = programs.Where(program => form.Texts(ProductsOf + program.Id).Count > 0).ToList();
        return ticked.Count switch
        {
            0 => programs.FirstOrDefault(program => program.Id == form.Text("program")) ?? FirstOf(programs),
            1 => ticked[0],
            _ => null,
        };
    }

    /// <summary>What was typed, as a draft for a program.</summary>
    public static RegistrationDraft Draft(FormBody form, string? program, string language)
    {
        string? Line(string name) => form.Text(name)?.Trim();
        var address = new AddressDraft(Line("customer.address.street"), Line("customer.address.postalCode"), Line("customer.address.city"));
        var contact = new ContactDraft(Line("contact.name"), Line("contact.email"), Line("contact.phone"));
        var country = Line("customer.country");
        return new RegistrationDraft
        {
            Program = program,
            Customer = new CustomerDraft(
                Line("customer.name"), country is null ? null : CountryNames.Find(country) ?? country, Line("customer.domain"), Line("customer.vatId"),
                Line("customer.dunsNumber"), Line("customer.registrationNumber"), address == new AddressDraft(null, null, null) ? null : address),
            Contact = contact == new ContactDraft(null, null, null) ? null : contact,
            Products = program is null ? [] : form.Texts(ProductsOf + program),
            EstimatedValue = new MoneyDraft(TypedAmount.Read(form.Text("estimatedValue.amount"), language), Line("estimatedValue.currency")),
            ExpectedCloseOn = Line("expectedCloseOn"),
            Activity = form.Text("activity"),
            DealType = Line("dealType"),
            Distributor = Line("distributor"),
            PartnerReference = Line("partnerReference"),
            Notes = form.Text("notes"),
            Language = Line("language"),
        };
    }

    /// <summary>The field that a path of the draft belongs to.</summary>
    public static string FieldOf(string path) => path switch
    {
        "program" => "products",
        "customer" => "customer.domain",
        "estimatedValue" => "estimatedValue.amount",
        _ when path.StartsWith("products", StringComparison.Ordinal) => "products",
        _ => path,
    };

    /// <summary>Every field by its name, in the order of the page.</summary>
    public IReadOnlyDictionary<string, FormInput> Fields()
    {
        var fields = Plain.Select(plain => Field(plain.Name, plain.Kind) with
        {
            Longest = plain.Longest,
            IsRequired = plain.IsRequired,
            Type = plain.Type,
            Hint = _texts.Find($"Register_{plain.Name}_hint"),
        });
        return new[] { Country() }.Concat(fields).Append(Currency()).Append(DealType()).Append(Language()).ToDictionary(field => field.Name);
    }

    /// <summary>The products as chips, a group for each program.</summary>
    public IReadOnlyList<FormInput> Products() => [.. programs.Select((program, index) => new FormInput("register", ProductsOf + program.Id, InputKind.Ticks, Title(program))
    {
        Error = index == 0 && wrong.Contains("products") ? _texts.Get(IsOfSeveral ? "Register_Error_products_several" : "Register_Error_products") : null,
        Choices =
        [
            .. program.Terms.Products.Select(product => new InputChoice(
                product.Id, _texts.Pick(product.Title, product.Id), Values(ProductsOf + program.Id).Contains(product.Id))),
        ],
    })];

    private static DealProgram? FirstOf(IReadOnlyList<DealProgram> programs) => programs is [var first, ..] ? first : null;

    private bool IsOfSeveral => form is not null && ProgramOf(form, programs) is null;

    private DealProgram? Program => form is null ? null : ProgramOf(form, programs);

    private IReadOnlyList<string> Values(string name) => found.TryGetValue(name, out var value) ? [value] : form?.Texts(name) ?? usual.GetValueOrDefault(name, []);

    /// <summary>Programs of one manufacturer need their names to be told apart.</summary>
    private string Title(DealProgram program) => programs.Count(other => other.Manufacturer.Id == program.Manufacturer.Id) > 1
        ? $"{program.Manufacturer.Name}: {program.Id}"
        : _texts.Get("Register_products", program.Manufacturer.Name);

    private FormInput Field(string name, InputKind kind) => new("register", name, kind, _texts.Get("Register_" + name))
    {
        Value = Values(name) is [var value, ..] ? value.ReplaceLineEndings("\n") : "",
        Error = wrong.Contains(name) ? Error(name) : null,
    };

    private string Error(string name) => (name, Program?.Terms) switch
    {
        ("estimatedValue.amount", { } terms) when terms.Currency(form!.Text("estimatedValue.currency") ?? "") is { } currency =>
            _texts.Get("Register_Error_amount_from", reader.Format.Money(new Money(currency.Minimum, currency.Code))),
        ("estimatedValue.currency", { } terms) => _texts.Get(
            "Register_Error_currency_of", Program!.Manufacturer.Name, string.Join(", ", terms.Currencies.Select(currency => currency.Code))),
        _ => _texts.Get("Register_Error_" + name),
    };

    private FormInput Country()
    {
        var field = Field("customer.country", InputKind.Line);
        return field with
        {
            Value = CountryNames.Find(field.Value) is { } code ? CountryNames.NameOf(code, _texts.Language) : field.Value,
            Longest = 60,
            IsRequired = true,
            Suggestions = [.. CountryNames.In(_texts.Language)],
        };
    }

    private FormInput Currency() => Choice(
        "estimatedValue.currency", InputKind.Choice,
        programs.SelectMany(program => program.Terms.Currencies).Select(currency => currency.Code).Distinct().Select(code => (code, code)));

    private FormInput DealType() => Choice(
        "dealType", InputKind.Options, DealTypes.All.Select(type => (type, _texts.Find("DealType_" + type) ?? type)), DealTypes.New);

    private FormInput Language() => Choice(
        "language", InputKind.Choice,
        programs.SelectMany(program => program.Terms.Languages).Distinct().Select(code => (code, _texts.Find("Language_" + code) ?? code)).Prepend(("", _texts.Get("Register_language_usual"))));

    private FormInput Choice(string name, InputKind kind, IEnumerable<(string Value, string Label)> choices, string otherwise = "")
    {
        var field = Field(name, kind);
        var chosen = field.Value.Length > 0 ? field.Value : otherwise;
        return field with { Choices = [.. choices.Select(choice => new InputChoice(choice.Value, choice.Label, choice.Value == chosen))] };
    }

    /// <summary>What a person begins with: as it was at the partner's last deal, and a close as far ahead as then.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Usual(Registration? last, IReadOnlyList<DealProgram> programs, NodaTime.Instant now)
    {
        const int DaysAhead = 90;
        var program = programs.FirstOrDefault(candidate => candidate.Id == last?.Program) ?? FirstOf(programs);
        var days = last is null || program is null ? DaysAhead : NodaTime.Period.DaysBetween(program.Calendar.DayOf(last.ReceivedAt), last.Lead.ExpectedCloseOn);
        var usual = new Dictionary<string, IReadOnlyList<string>>
        {
            ["program"] = [program?.Id ?? ""],
            ["expectedCloseOn"] = [(program?.Calendar.DayOf(now) ?? now.InUtc().Date).PlusDays(Math.Clamp(days, 1, 4 * 365)).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)],
        };
        if (last is null)
            return usual;
        usual[ProductsOf + last.Program] = [.. last.Lead.Products];
        usual["estimatedValue.currency"] = [last.Lead.EstimatedValue.Currency];
        usual["customer.country"] = [last.Lead.Customer.Country];
        usual["dealType"] = [last.Lead.DealType];
        if (last.Lead.Distributor is { } distributor)
            usual["distributor"] = [distributor];
        return usual;
    }
}
