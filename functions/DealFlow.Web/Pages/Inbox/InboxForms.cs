using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Pages.Deals;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>
/// The forms for what a person of the manufacturer can do with a deal now. Who is asked decides; whoever is approver or owner of the program may act
/// for the manufacturer. The domain says what is possible.
/// </summary>
internal sealed class InboxForms(PageReader reader, Registration deal, DealContext context, Person? person, TypedDeal typed)
{
    /// <summary>What answers a question to the manufacturer, in the words of the API.</summary>
    public static IReadOnlyList<string> Decisions { get; } = [.. Enum.GetValues<AskPurpose>().SelectMany(DecisionDesk.ChoicesOf)];

    /// <summary>What is done for the manufacturer.</summary>
    public static IReadOnlyList<string> Acts { get; } = ["won", "lost", "invoice", "revoke", "erase"];

    private readonly ReaderTexts _texts = reader.Texts;

    /// <summary>The forms of what the person is asked; none where it is not, or belongs to the partner.</summary>
    public IReadOnlyList<DealForm> ToDecide() =>
        person is not null && DecisionDesk.OpenTo(person, deal, context) is { BelongsToPartner: false } open
            ? [.. DecisionDesk.ChoicesOf(open.Ask.Purpose).Select(Decision)]
            : [];

    /// <summary>The forms of what the person may do for the manufacturer.</summary>
    public IReadOnlyList<DealForm> ToAct() => person is null || context.OfPartner.Contains(person.Id) ? [] : [.. Acts.Where(IsPossible).Select(Act)];

    private bool IsPossible(string name)
    {
        var by = Actor.For(deal.Manufacturer, person!.Id);
        DealCommand trial = name switch
        {
            "won" => new DealCommand.CloseWon(by, context.Today, "-", deal.Lead.EstimatedValue, []),
            "lost" => new DealCommand.CloseLost(by, "other", null),
            "invoice" => new DealCommand.AddInvoice(by, "-", context.Today, []),
            "revoke" => new DealCommand.Revoke(by, "-"),
            _ => new DealCommand.EraseContact(by),
        };
        return Deal.Handle(deal, trial, context) switch
        {
            Outcome.Changed changed => changed.Registration != deal,
            Outcome.Refused { Refusal.Kind: var kind } => kind is RefusalKind.Value,
            _ => false,
        };
    }

    private DealForm Decision(string name)
    {
        IReadOnlyList<FormInput> fields = name switch
        {
            "approve" => [Text(name, "reason", DecideForms.LongestText)],
            "reject" or "refuse" or "dispute" => [Suggested(name), Text(name, "reason", DecideForms.LongestText)],
            "requestInformation" => [Suggested(name), Text(name, "question", DecideForms.LongestText)],
            _ => [],
        };
        return Form(name, _texts.Get("Choice_" + name), fields);
    }

    private DealForm Act(string name) => Form(name, _texts.Get("Act_" + name), name switch
    {
        // The partner's own forms of an ending, with other words around them.
        "won" or "lost" => new DealForms(reader, deal, context, typed).Possible().Single(form => form.Name == name).Fields,
        "invoice" => Invoice(),
        "revoke" => [Text(name, "reason", 2000, true)],
        _ => [Confirmation(name)],
    });

    private DealForm Form(string name, string title, IReadOnlyList<FormInput> fields) =>
        new(name, title, _texts.Get("Act_Text_" + name), _texts.Get("Act_Send_" + name), typed.Name == name, fields);

    private FormInput Text(string form, string name, int longest, bool isRequired = false) =>
        Field(form, name, InputKind.Paragraph, isRequired) with { Longest = longest };

    private FormInput Field(string form, string name, InputKind kind, bool isRequired = false) => new(form, name, kind, _texts.Get($"Act_{form}_{name}"))
    {
        Value = typed.Text(form, name) ?? "",
        Error = typed.Error(form, name),
        IsRequired = isRequired,
    };

    private FormInput Suggested(string form) => new(form, Suggestions.Field, InputKind.Ticks, _texts.Get("Decide_Suggestions"))
    {
        Choices =
        [
            .. Suggestions.For(form).Select(name => new InputChoice(
                name, Suggestions.Text(_texts, form, name), typed.Name == form && Suggestions.Chosen(typed.Body!).Contains(name))),
        ],
    };

    private FormInput Confirmation(string form) => Field(form, "confirm", InputKind.Ticks) with
    {
        Choices = [new InputChoice("yes", _texts.Get($"Act_{form}_yes"), false)],
    };

    private List<FormInput> Invoice()
    {
        List<FormInput> fields =
        [
            Field("invoice", "number", InputKind.Line, true) with { Longest = 100 },
            Field("invoice", "invoicedOn", InputKind.Day, true) with { Longest = 10 },
        ];
        foreach (var (index, id) in deal.Lead.Products.Index())
        {
            var title = context.Program.Terms.Product(id) is { } product ? _texts.Pick(product.Title, id) : id;
            fields.Add(new FormInput("invoice", "line." + id, InputKind.Line, _texts.Get("Act_invoice_line", title, deal.Closing!.NetAmount!.Value.Currency))
            {
                Value = typed.Text("invoice", "line." + id) ?? "",
                Hint = index == 0 ? _texts.Get("Act_invoice_hint") : null,
                Error = index == 0 ? typed.Error("invoice", "lines") : null,
                Longest = 40,
            });
        }

        return fields;
    }
}
