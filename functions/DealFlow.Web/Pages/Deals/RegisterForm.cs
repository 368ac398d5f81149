using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages.Deals;

/// <summary>The form to register: its fields, and what was typed into it as a draft.</summary>
internal sealed class RegisterForm(ReaderTexts texts, IReadOnlyList<DealProgram> programs, FormBody? form, Registration? last, IReadOnlyCollection<string> wrong)
{
    public static RegistrationDraft Draft(FormBody form, string language)
    {
        string? Line(string name) => form.Text(name)?.Trim();
        var program = Line("program");
        var address = new AddressDraft(Line("customer.address.street"), Line("customer.address.postalCode"), Line("customer.address.city"));
        var contact = new ContactDraft(Line("contact.name"), Line("contact.email"), Line("contact.phone"));
        return new RegistrationDraft
        {
            Program = program,
            Customer = new CustomerDraft(
                Line("customer.name"), Line("customer.country")?.ToUpperInvariant(), Line("customer.domain"), Line("customer.vatId"), Line("customer.dunsNumber"),
                Line("customer.registrationNumber"), address == new AddressDraft(null, null, null) ? null : address),
            Contact = contact == new ContactDraft(null, null, null) ? null : contact,
            Products = form.Texts("products." + program),
            EstimatedValue = new MoneyDraft(TypedAmount.Read(form.Text("estimatedValue.amount"), language), Line("estimatedValue.currency")),
            ExpectedCloseOn = Line("expectedCloseOn"),
            Activity = form.Text("activity"),
            DealType = Line("dealType"),
            PartnerReference = Line("partnerReference"),
            Notes = form.Text("notes"),
            Language = Line("language"),
        };
    }

    /// <summary>The field that a path of the draft belongs to.</summary>
    public static string FieldOf(string path) => path switch
    {
        "customer" => "customer.domain",
        "estimatedValue" => "estimatedValue.amount",
        _ when path.StartsWith("products", StringComparison.Ordinal) => "products",
        _ => path,
    };

    public IReadOnlyList<FormPart> Parts() =>
    [
        new(texts.Get("Section_Deal"), [Programs(), .. programs.Select(Products), Amount(), Currency(), Field("expectedCloseOn", InputKind.Day, 10, true), DealType()]),
        new(texts.Get("Section_Customer"),
        [
            Field("customer.name", InputKind.Line, 200, true), Field("customer.country", InputKind.Line, 2, true), Field("customer.domain", InputKind.Line, 200),
            Field("customer.vatId", InputKind.Line, 200), Field("customer.registrationNumber", InputKind.Line, 200), Field("customer.dunsNumber", InputKind.Line, 200),
            Field("customer.address.street", InputKind.Line, 200), Field("customer.address.postalCode", InputKind.Line, 20), Field("customer.address.city", InputKind.Line, 100),
            Field("contact.name", InputKind.Line, 200), Field("contact.email", InputKind.Line, 254), Field("contact.phone", InputKind.Line, 50),
        ]),
        new(texts.Get("Section_Words"),
            [Field("activity", InputKind.Paragraph, 2000, true), Field("notes", InputKind.Paragraph, 4000), Field("partnerReference", InputKind.Line, 100), Language()]),
    ];

    private string? Text(string name) => form is null ? null : form.Text(name) ?? "";

    private FormInput Field(string name, InputKind kind, int longest, bool isRequired = false) => new("register", name, kind, texts.Get("Register_" + name))
    {
        Value = Text(name) ?? "",
        Error = wrong.Contains(name) ? texts.Get("Register_Error_" + name) : null,
        Longest = longest,
        IsRequired = isRequired,
    };

    private FormInput Choice(string name, string chosen, IEnumerable<(string Value, string Label)> choices) => Field(name, InputKind.Choice, 0) with
    {
        Choices = [.. choices.Select(choice => new InputChoice(choice.Value, choice.Label, choice.Value == chosen))],
    };

    private string Program => Text("program") ?? last?.Program ?? (programs.Count > 0 ? programs[0].Id : "");

    private FormInput Programs() => Choice("program", Program, programs.Select(program => (program.Id, $"{program.Manufacturer.Name}: {program.Id}")));

    private FormInput Products(DealProgram program) =>
        new("register", "products." + program.Id, InputKind.Ticks, texts.Get("Register_products", $"{program.Manufacturer.Name}: {program.Id}"))
        {
            Error = wrong.Contains("products") && program.Id == Program ? texts.Get("Register_Error_products") : null,
            Choices =
            [
                .. program.Terms.Products.Select(product => new InputChoice(
                    product.Id, texts.Pick(product.Title, product.Id), form?.Texts("products." + program.Id).Contains(product.Id) is true)),
            ],
        };

    private FormInput Amount() => Field("estimatedValue.amount", InputKind.Line, 40, true);

    private FormInput Currency() => Choice(
        "estimatedValue.currency", Text("estimatedValue.currency") ?? last?.Lead.EstimatedValue.Currency ?? "",
        programs.SelectMany(program => program.Terms.Currencies).Select(currency => currency.Code).Distinct().Select(code => (code, code)));

    private FormInput DealType() => Choice("dealType", Text("dealType") ?? DealTypes.New, DealTypes.All.Select(type => (type, texts.Find("DealType_" + type) ?? type)));

    private FormInput Language() => Choice(
        "language", Text("language") ?? "",
        programs.SelectMany(program => program.Terms.Languages).Distinct().Select(code => (code, texts.Find("Language_" + code) ?? code)).Prepend(("", texts.Get("Register_language_usual"))));
}
