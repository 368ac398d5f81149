using DealFlow.Domain.Approval;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Pages;

/// <summary>The form of the decision page, and the judgement on what was typed into it.</summary>
internal static class DecideForms
{
    public const int LongestText = 2000;

    private const string Reason = "reason";
    private const string Question = "question";

    /// <summary>The form for a matter. A choice from the mail is only put first; it decides nothing.</summary>
    public static DecideForm For(PageReader reader, AskPurpose purpose, string token, TypedDecision typed)
    {
        var texts = reader.Texts;
        var choices = DecisionDesk.ChoicesOf(purpose);
        List<FormField> fields =
        [
            new(Reason, texts.Get("Field_Reason"), texts.Get("Hint_Reason_" + purpose), typed.Reason ?? "", typed.Errors.GetValueOrDefault(Reason)),
        ];
        if (purpose is AskPurpose.Decide)
        {
            var question = new FormField(
                Question, texts.Get("Field_Question"), texts.Get("Hint_Question"), typed.Question ?? "", typed.Errors.GetValueOrDefault(Question));
            fields.Insert(typed.Choice == "requestInformation" ? 0 : 1, question);
        }

        return new DecideForm(
            token, fields, [.. choices.OrderByDescending(choice => choice == typed.Choice).Select(choice => new FormChoice(choice, texts.Get("Choice_" + choice)))],
            typed.Alert);
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

    private static void Judge(Dictionary<string, string> errors, PageReader reader, string name, string? text)
    {
        if (text?.Length > LongestText)
            errors.Add(name, reader.Texts.Get("Error_TooLong", reader.Format.Number(text.Length)));
        else if (text is not null && !TextRules.IsClean(text, lineBreaks: true))
            errors.Add(name, reader.Texts.Get("Error_Unclean"));
    }
}
