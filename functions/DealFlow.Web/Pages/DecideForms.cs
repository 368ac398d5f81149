using DealFlow.Domain.Approval;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages;

/// <summary>The ways to answer on the decision page, and the judgement on what was typed.</summary>
internal static class DecideForms
{
    public const int LongestText = 2000;

    private const string Reason = "reason";
    private const string Question = "question";

    /// <summary>The ways to answer a matter. A choice from the mail is only opened; it decides nothing.</summary>
    /// <param name="cannotApprove">Why approving is not possible, or null.</param>
    public static DecideForm For(PageReader reader, AskPurpose purpose, string token, TypedDecision typed, string? cannotApprove)
    {
        FormChoice Choice(string name) => new(
            name, reader.Texts.Get("Choice_" + name), name == "approve" && cannotApprove is not null ? cannotApprove : reader.Texts.Get("Act_Text_" + name),
            name == "approve" && cannotApprove is not null ? null : reader.Texts.Get("Act_Send_" + name), FieldOf(reader, name, typed), name == typed.Choice);
        return new DecideForm(token, [.. DecisionDesk.ChoicesOf(purpose).Select(Choice)], typed.Alert);
    }

    /// <summary>What is wrong with the texts themselves, by the name of the field. Whether one is needed is for the domain to say.</summary>
    public static Dictionary<string, string> Judge(PageReader reader, DecisionDraft draft)
    {
        var errors = new Dictionary<string, string>();
        Judge(errors, reader, Reason, draft.Reason);
        Judge(errors, reader, Question, draft.Question);
        return errors;
    }

    /// <summary>A refused value in the reader's language, by the field that it belongs to; none: no choice was made.</summary>
    public static Dictionary<string, string> Refused(PageReader reader, DecisionDraft draft, string? path) =>
        path is Reason or Question && draft.Decision is "reject" or "dispute" or "requestInformation"
            ? new Dictionary<string, string> { [path!] = reader.Texts.Get("Error_" + draft.Decision) }
            : [];

    private static FormField? FieldOf(PageReader reader, string choice, TypedDecision typed)
    {
        var name = choice switch
        {
            "approve" or "reject" or "refuse" or "dispute" => Reason,
            "requestInformation" => Question,
            _ => null,
        };
        if (name is null)
            return null;
        var isThis = choice == typed.Choice;
        return new FormField(
            $"{choice}-{name}", name, reader.Texts.Get($"Act_{choice}_{name}"), reader.Texts.Get("Decide_Hint"),
            isThis ? (name == Reason ? typed.Reason : typed.Question) ?? "" : "", isThis ? typed.Errors.GetValueOrDefault(name) : null,
            [.. Suggestions.For(choice).Select(key => new FormSuggestion(key, Suggestions.Text(reader.Texts, choice, key), isThis && typed.Picked.Contains(key)))]);
    }

    private static void Judge(Dictionary<string, string> errors, PageReader reader, string name, string? text)
    {
        if (text?.Length > LongestText)
            errors.Add(name, reader.Texts.Get("Error_TooLong", reader.Format.Number(text.Length)));
        else if (text is not null && !TextRules.IsClean(text, lineBreaks: true))
            errors.Add(name, reader.Texts.Get("Error_Unclean"));
    }
}
