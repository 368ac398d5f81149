using System.Globalization;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>To somebody who wants to sign in. It belongs to no program, and names nobody.</summary>
internal static class SignInMails
{
    public static MailBody Link(SignInMail mail)
    {
        var texts = ReaderTexts.OfMails(mail.Language);
        return new MailBody(
            texts.Language, texts.Get("SignIn_Subject"), texts.Get("SignIn_Heading"),
            [
                new MailBlock.Paragraph(texts.Get("Greeting_Anyone")),
                new MailBlock.Paragraph(texts.Get("SignIn_Lead")),
                new MailBlock.Actions([new MailAction(texts.Get("Action_SignIn"), mail.Link, true)]),
                new MailBlock.Paragraph(texts.Get("SignIn_Valid", mail.Minutes.ToString(CultureInfo.InvariantCulture))),
            ],
            [texts.Get("SignIn_NotYou"), texts.Get("Footer_Automatic")])
        {
            Sender = "DealFlow",
        };
    }
}
