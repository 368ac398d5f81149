using DealFlow.Domain.Programs;
using DealFlow.Web.Api;
using DealFlow.Web.Pages.Deals;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Partners;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>A membership as a form: what stands in it, and what was typed, judged as <c>PUT /api/partners/{id}</c> judges its body.</summary>
internal sealed class MembershipForm(ReaderTexts texts, Membership membership, IReadOnlyList<DealProgram> own, TypedDeal typed)
{
    public const string Save = "save";
    public const string Invite = "invite";
    public const string End = "end";

    /// <summary>The draft of what was typed.</summary>
    public static MembershipDraft Draft(FormBody form)
    {
        string? Line(string name) => form.Text(name)?.Trim();
        return new MembershipDraft(
            Line("name"), Line("tier"), Line("language"), Line("mail"), [.. (form.Text("people") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Line("vendorNumber"), [.. form.Texts("programs")]);
    }

    /// <summary>What is wrong by field, in the reader's language; of a list every wrong line is named.</summary>
    public static Dictionary<string, string> Errors(ReaderTexts texts, IEnumerable<string> paths)
    {
        var errors = new Dictionary<string, string>();
        foreach (var field in paths.GroupBy(FieldOf))
        {
            var lines = field.Where(path => path.Contains('[', StringComparison.Ordinal)).Select(path => int.Parse(path.Split('[', ']')[1], null) + 1).Order();
            errors[field.Key] = texts.Get("Member_Error_" + field.Key, string.Join(", ", lines));
        }

        return errors;
    }

    /// <summary>The form to change it, or to make it anew where it has ended.</summary>
    public DealForm ToSave() => Form(membership.EndedAt is null ? "Save" : "Renew", typed.Name == Save, Fields());

    /// <summary>The form to make it.</summary>
    public DealForm ToInvite() => Form("Invite", true, Fields().Prepend(
        Line("id", "", 64, true) with { Hint = texts.Get("Member_Hint_id") }));

    private DealForm Form(string text, bool isOpen, IEnumerable<FormInput> fields) =>
        new(Writing, texts.Get("Member_" + text), texts.Get("Member_Text_" + text), texts.Get("Member_Send_" + text), isOpen, [.. fields]);

    private List<FormInput> Fields() =>
        [
            Line("name", membership.Name, 200, true),
            Choice("tier", membership.Tier, own.SelectMany(program => program.Terms.Tiers).Append(membership.Tier).Distinct().Select(tier => (tier, tier))),
            Choice("language", membership.Language, own.SelectMany(program => program.Terms.Languages).Append(membership.Language).Distinct()
                .Select(code => (code, texts.Find("Language_" + code) ?? code))),
            Line("mail", membership.Mail, 254, true),
            Field("people", InputKind.Paragraph, string.Join('\n', membership.People)) with { Longest = 20_000, Hint = texts.Get("Member_Hint_people") },
            Line("vendorNumber", membership.VendorNumber ?? "", 50, false),
            Field("programs", InputKind.Ticks, "") with { Choices = [.. own.Select(program => new InputChoice(program.Id, program.Id, IsTicked(program.Id)))] },
        ];

    /// <summary>The form to end it; null where it has ended.</summary>
    public DealForm? ToEnd() => membership.EndedAt is not null ? null : new DealForm(
        End, texts.Get("Member_End"), texts.Get("Member_Text_End"), texts.Get("Member_Send_End"), typed.Name == End,
        [
            new FormInput(End, "confirm", InputKind.Ticks, texts.Get("Member_end_confirm"))
            {
                Error = typed.Error(End, "confirm"),
                Choices = [new InputChoice("yes", texts.Get("Member_end_yes", membership.Name), false)],
            },
        ]);

    /// <summary>The name of the form that writes the membership: of one that is not made yet, or is there.</summary>
    private string Writing => membership.Partner.Length == 0 ? Invite : Save;

    private bool IsTyped => typed.Name == Writing;

    private static string FieldOf(string path) => path.Split('[')[0];

    private bool IsTicked(string program) => IsTyped ? typed.Body!.Texts("programs").Contains(program) : membership.Programs.Contains(program);

    private FormInput Line(string name, string value, int longest, bool isRequired) => Field(name, InputKind.Line, value) with { Longest = longest, IsRequired = isRequired };

    private FormInput Choice(string name, string value, IEnumerable<(string Value, string Label)> choices)
    {
        var chosen = typed.Text(Writing, name) ?? value;
        return Field(name, InputKind.Choice, "") with { Choices = [.. choices.Select(choice => new InputChoice(choice.Value, choice.Label, choice.Value == chosen))] };
    }

    private FormInput Field(string name, InputKind kind, string value) => new(Writing, name, kind, texts.Get("Member_" + name))
    {
        Value = IsTyped ? typed.Text(Writing, name) ?? "" : value,
        Error = typed.Error(Writing, name),
    };
}
