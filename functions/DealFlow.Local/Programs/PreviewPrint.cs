using DealFlow.Domain.Programs;
using DealFlow.Workflow.Preview;
using DealFlow.Workflow.Registrations;
using NodaTime.Text;

namespace DealFlow.Local.Programs;

/// <summary>Prints the preview of a deal.</summary>
internal static class PreviewPrint
{
    private static readonly ZonedDateTimePattern Time = ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd HH:mm", null);

    public static string Of(DealProgram program, RegistrationDraft draft, DealPreview preview) => string.Join(Environment.NewLine,
    [
        $"{program.Id}: {draft.Customer!.Name}, {draft.EstimatedValue!.Amount} {draft.EstimatedValue.Currency}, {string.Join(", ", draft.Products!)}",
        $"Local times of {program.Calendar.Zone.Id}. No conflict is assumed, and that every mail arrives.",
        .. Section(program, preview.Approved is null ? "When nobody does anything" : "When nobody answers", preview.Unanswered!),
        .. preview.Approved is { } approved ? Section(program, "When it is approved at once, and nobody does anything then", approved) : [],
    ]);

    private static IEnumerable<string> Section(DealProgram program, string title, DealCourse course)
    {
        var lines = course.Lines;
        var width = lines.Max(line => line.To?.Length ?? 0);
        return
        [
            "", title,
            .. lines.Select(line =>
                $"  {Time.Format(line.At.InZone(program.Calendar.Zone))}  {KindOf(line.Kind),-10}  {(line.To ?? "").PadRight(width)}  {line.Text}"),
            .. course.GoesOn ? ["  and so on, until somebody answers or the partner withdraws."] : Array.Empty<string>(),
        ];
    }

    private static string KindOf(PreviewKind kind) => kind switch
    {
        PreviewKind.Deadline => "deadline",
        PreviewKind.Change => "deal",
        PreviewKind.DailyMail => "daily mail",
        PreviewKind.Event => "event",
        _ => "mail",
    };
}
