using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>The forms for what the partner can do with a deal now. The domain says what that is.</summary>
internal sealed class DealForms(PageReader reader, Registration deal, DealContext context, TypedDeal typed)
{
    private readonly ReaderTexts _texts = reader.Texts;

    /// <summary>The words of all forms, as they stand in the name of the button and in the address after it was pressed.</summary>
    public static IReadOnlyList<string> All { get; } = ["answer", "won", "progress", "help", "extension", "lost", "withdraw"];

    /// <summary>What can be done.</summary>
    public IReadOnlyList<string> Names => [.. All.Where(IsPossible)];

    public IReadOnlyList<DealForm> Possible() => [.. Names.Select(Form)];

    private bool IsPossible(string name)
    {
        var by = new Actor(ActorKind.Partner, deal.Partner);
        var currency = deal.Lead.EstimatedValue.Currency;
        DealCommand trial = name switch
        {
            "answer" => new DealCommand.Answer(by, "-"),
            "progress" or "help" => new DealCommand.ReportProgress(by, "-", null, name == "help"),
            "extension" => new DealCommand.RequestExtension(by, null),
            "won" => new DealCommand.CloseWon(by, context.Today, "-", new Money(1, currency), []),
            "lost" => new DealCommand.CloseLost(by, LossReasons.All[0], null),
            _ => new DealCommand.Withdraw(by, null),
        };
        return Deal.Handle(deal, trial, context) is not Outcome.Refused { Refusal.Kind: RefusalKind.State or RefusalKind.Role };
    }

    private DealForm Form(string name)
    {
        IReadOnlyList<FormInput> fields = name switch
        {
            "answer" => [Field(name, "text", InputKind.Paragraph, 4000, true)],
            "progress" => [Field(name, "note", InputKind.Paragraph, 2000, true), Field(name, "expectedCloseOn", InputKind.Day, 10)],
            "help" => [Field(name, "note", InputKind.Paragraph, 2000, true)],
            "won" => Won(),
            "lost" => [Reasons(), Field(name, "comment", InputKind.Paragraph, 2000)],
            _ => [Field(name, "reason", InputKind.Paragraph, 2000)],
        };
        var isOpen = typed.Name is null ? name == "answer" : typed.Name == name;
        return new DealForm(name, _texts.Get("Do_" + name), _texts.Get("Do_Text_" + name), _texts.Get("Do_Send_" + name), isOpen, fields)
        {
            Quote = name == "answer" && deal.Question is { } question ? new PageQuote(_texts.Get("Quote_YourQuestion"), question.Text) : null,
        };
    }

    private FormInput Field(string form, string name, InputKind kind, int longest, bool isRequired = false) =>
        new(form, name, kind, _texts.Get($"Do_{form}_{name}"))
        {
            Value = typed.Text(form, name) ?? "",
            Error = typed.Error(form, name),
            Longest = longest,
            IsRequired = isRequired,
        };

    private FormInput Reasons() => Field("lost", "reason", InputKind.Choice, 0, true) with
    {
        Choices =
        [
            new InputChoice("", _texts.Get("Choose"), typed.Text("lost", "reason") is null),
            .. LossReasons.All.Select(reason => new InputChoice(reason, _texts.Get("Loss_" + reason), typed.Text("lost", "reason") == reason)),
        ],
    };

    private List<FormInput> Won()
    {
        var currency = typed.Text("won", "currency") ?? deal.Lead.EstimatedValue.Currency;
        List<FormInput> fields =
        [
            Field("won", "signedOn", InputKind.Day, 10, true),
            Field("won", "orderNumber", InputKind.Line, 100, true),
            Field("won", "netAmount", InputKind.Line, 40, true),
            Field("won", "currency", InputKind.Choice, 0, true) with
            {
                Choices = [.. context.Program.Terms.Currencies.Select(terms => new InputChoice(terms.Code, terms.Code, terms.Code == currency))],
            },
        ];
        if (IncentiveRules.NeedsLines(deal.Incentives, deal.Lead.Products))
            foreach (var id in deal.Lead.Products)
                fields.Add(new FormInput("won", "line." + id, InputKind.Line, _texts.Get("Do_won_line", TitleOf(id)))
                {
                    Value = typed.Text("won", "line." + id) ?? "",
                    Error = id == deal.Lead.Products[0] ? typed.Error("won", "lines") : null,
                    Longest = 40,
                });
        return fields;
    }

    private string TitleOf(string id) => context.Program.Terms.Product(id) is { } product ? _texts.Pick(product.Title, id) : id;
}

/// <summary>What was typed into one of the forms, and what is wrong with it by field.</summary>
internal sealed record TypedDeal(string? Name, FormBody? Body, IReadOnlyDictionary<string, string> Errors)
{
    /// <summary>Nothing yet.</summary>
    public static TypedDeal Nothing { get; } = new(null, null, new Dictionary<string, string>());

    public string? Text(string form, string field) => form == Name ? Body?.Text(field) : null;

    public string? Error(string form, string field) => form == Name ? Errors.GetValueOrDefault(field) : null;
}
