using DealFlow.Workflow.Mails;

namespace DealFlow.Local.Tests.Stories;

/// <summary>Mails that say nothing but what they are about; how mails are worded is tested elsewhere. A daily mail has a line for each item.</summary>
internal sealed class PlainComposer : IMailComposer
{
    public Task<MailContent> ComposeAsync(DealMail mail) => Plain(mail.Kind.ToString(), LineOf(mail));

    public Task<MailContent> ComposeAsync(DailyMail mail) => Plain("Daily", string.Join('\n', mail.Items.Select(LineOf)));

    public Task<MailContent> ComposeAsync(InvitationMail mail) => Plain("Invitation", "");

    public Task<MailContent> ComposeAsync(MembershipEndMail mail) => Plain("End", "");

    public Task<MailContent> ComposeAsync(SignInMail mail) => Plain("SignIn", "");

    public static string LineOf(string deal, string kind, int round, string address) => $"{deal} {kind} {round} {address}";

    private static string LineOf(DealMail mail) => LineOf(mail.Deal.Id.Value, mail.Kind.ToString(), mail.Round, mail.Reader.Address);

    private static Task<MailContent> Plain(string subject, string text) => Task.FromResult(new MailContent(subject, text, text));
}
