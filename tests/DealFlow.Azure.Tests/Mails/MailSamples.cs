using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Tests.Ports;

namespace DealFlow.Azure.Tests.Mails;

internal static class MailSamples
{
    public static DealFlowSettings Settings { get; } = new("https://deals.example", "deals@contoso.example");

    public static OutgoingMail Mail(string id = "DR-0000-0001/3") => new(
        id, "Contoso", "Anna Keller", "anna.keller@contoso.example", "DR-0000-0001",
        new MailContent("Bitte entscheiden: Müller", "<p>Bitte <a href=\"https://deals.example/decide?t=abc\">entscheiden</a></p>", "Bitte entscheiden")
        {
            Calendar = new MailAttachment("frist.ics", "text/calendar; charset=utf-8; method=PUBLISH", "BEGIN:VCALENDAR"),
        })
    {
        Quotes = [new QuotedDeal(Samples.Id(1), null), new QuotedDeal(Samples.Id(2), null)],
    };
}
