using DealFlow.Local.Pages;
using DealFlow.Local.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Tests.Ports;
using NodaTime;

namespace DealFlow.Local.Tests.Stores;

/// <summary>The local mailbox.</summary>
public sealed class MailboxTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly PortClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task SendAsync_AMail_IsReadWholeAfterReopening()
    {
        await (await OpenAsync()).SendAsync(Mail("DR-7K3F-9QXM/3"), Stop);

        var mail = (await OpenAsync()).Find("DR-7K3F-9QXM/3")!;

        Assert.Equal(("anna@contoso.example", "Anna", "deals@dealflow.example", "Contoso"), (mail.To, mail.ToName, mail.From, mail.FromName));
        Assert.Equal(("Please decide", "<p>Decide</p>"), (mail.Subject, mail.Html));
        Assert.Equal(Samples.Now, mail.SentAt);
        Assert.Equal(["http://localhost:5080/decide?t=a-b_c"], mail.Links);
        Assert.Equal(1, mail.Number);
    }

    [Fact]
    public async Task SendAsync_WithCalendar_KeepsTheFile()
    {
        var file = new MailAttachment("DR-7K3F-9QXM-protection.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
        var mail = Mail("DR-7K3F-9QXM/3");
        await (await OpenAsync()).SendAsync(mail with { Content = mail.Content with { Calendar = file } }, Stop);

        Assert.Equal(file, (await OpenAsync()).Find("DR-7K3F-9QXM/3")!.Calendar);
    }

    [Fact]
    public async Task SendAsync_SameIdAgain_CountsOnce()
    {
        var mailbox = await OpenAsync();
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/3"), Stop);
        _clock.Advance(Duration.FromDays(1));

        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/3") with { ToName = "Bernd" }, Stop);

        Assert.Equal(1, mailbox.Count);
        Assert.Equal("Anna", Assert.Single(mailbox.List()).ToName);
    }

    [Fact]
    public async Task List_PageByPage_GivesTheNewestFirst()
    {
        var mailbox = await OpenAsync();
        for (var number = 1; number <= 5; number++)
            await mailbox.SendAsync(Mail($"DR-7K3F-9QXM/{number}"), Stop);

        var first = mailbox.List(limit: 2);
        var second = mailbox.List(first[^1].Number, 9);

        Assert.Equal([5, 4, 3, 2, 1], first.Concat(second).Select(mail => mail.Number));
        Assert.Equal("DR-7K3F-9QXM/4", mailbox.Find(4)!.Id);
        Assert.Null(mailbox.Find(6));
        Assert.Null(mailbox.Find("DR-7K3F-9QXM/6"));
    }

    [Fact]
    public async Task MarkReadAsync_OpenedOnce_CountsForItsReaderAndStays()
    {
        var mailbox = await OpenAsync();
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/1"), Stop);
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/2"), Stop);
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/3") with { ToName = "Alpen IT", ToAddress = "deals@alpen-it.example" }, Stop);

        await mailbox.MarkReadAsync(2, Stop);

        mailbox = await OpenAsync();
        Assert.Equal(
            [new MailRecipient("deals@alpen-it.example", "Alpen IT", 1, 1), new MailRecipient("anna@contoso.example", "Anna", 2, 1)], mailbox.Recipients());
        Assert.Equal([(2, true), (1, false)], mailbox.ListTo("anna@contoso.example", null, 9).Select(mail => ((int)mail.Number, mail.IsRead)));
    }

    [Fact]
    public async Task ThreadOf_AMailOnADeal_GivesAllOfTheDealInOrder()
    {
        var mailbox = await OpenAsync();
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/1"), Stop);
        await mailbox.SendAsync(Mail("DR-0000-0001/1") with { Thread = "DR-0000-0001" }, Stop);
        await mailbox.SendAsync(Mail("daily/1") with { Thread = null }, Stop);
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/2") with { ToAddress = "deals@alpen-it.example" }, Stop);

        Assert.Equal([1, 4], mailbox.ThreadOf(mailbox.Find(4)!, 9).Select(mail => mail.Number));
        Assert.Equal([3], mailbox.ThreadOf(mailbox.Find(3)!, 9).Select(mail => mail.Number));
    }

    [Theory]
    [InlineData("Heading\n=======\n\nHello Anna,\n\nAlpen IT has registered\na customer.\n", "Alpen IT has registered a customer.")]
    [InlineData("(erased)", "(erased)")]
    [InlineData("", "")]
    public void Preview_OfAMail_IsWhatComesAfterTheGreeting(string text, string expected) => Assert.Equal(expected, MailPreview.Of(text));

    [Fact]
    public void Preview_OfALongMail_EndsAfterAWord() => Assert.Equal(
        string.Join(' ', Enumerable.Repeat("words", 18)) + " …", MailPreview.Of(string.Join(' ', Enumerable.Repeat("words", 100))));

    [Fact]
    public async Task SendAsync_InAThread_HasHeadersThatJoinItsMails()
    {
        var mailbox = await OpenAsync();
        await mailbox.SendAsync(Mail("DR-7K3F-9QXM/3"), Stop);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Message-ID"] = "<DR-7K3F-9QXM/3@dealflow.example>",
                ["References"] = "<thread/DR-7K3F-9QXM@dealflow.example>",
                ["In-Reply-To"] = "<thread/DR-7K3F-9QXM@dealflow.example>",
                ["Auto-Submitted"] = "auto-generated",
                ["X-DealFlow-Mail"] = "DR-7K3F-9QXM/3",
            },
            mailbox.List()[0].Headers);
    }

    [Fact]
    public async Task SendAsync_WithoutAThread_HasAnIdOfAllowedCharactersOnly()
    {
        var mailbox = await OpenAsync();
        await mailbox.SendAsync(Mail("daily/contoso-network/person:ännä/2026-03-02") with { Thread = null }, Stop);

        var headers = mailbox.List()[0].Headers;

        Assert.Equal("<daily/contoso-network/person%3A%C3%A4nn%C3%A4/2026-03-02@dealflow.example>", headers["Message-ID"]);
        Assert.DoesNotContain("References", headers);
        Assert.DoesNotContain("In-Reply-To", headers);
    }

    [Theory]
    [InlineData("No address: http:// and ftp://x", new string[0])]
    [InlineData("See https://a.example/x.", new[] { "https://a.example/x" })]
    [InlineData("(https://a.example/x?t=1_2-), or <http://b.example/>!", new[] { "https://a.example/x?t=1_2-", "http://b.example/" })]
    [InlineData("https://a.example/x\nhttp://b.example\nhttps://a.example/x", new[] { "https://a.example/x", "http://b.example" })]
    [InlineData("https://a.example/wiki_(x) and (https://a.example/y).", new[] { "https://a.example/wiki_(x)", "https://a.example/y" })]
    [InlineData("\u201ehttps://a.example/m\u00fcller\u201c?", new[] { "https://a.example/m\u00fcller" })]
    public void In_Text_GivesItsAddressesInOrder(string text, string[] expected) => Assert.Equal(expected, MailLinks.In(text));

    private static OutgoingMail Mail(string id) => new(
        id, "Contoso", "Anna", "anna@contoso.example", "DR-7K3F-9QXM",
        new MailContent("Please decide", "<p>Decide</p>", "Decide here:\nhttp://localhost:5080/decide?t=a-b_c\n"));

    private async Task<Mailbox> OpenAsync() =>
        new(await _database.OpenAsync(), _clock, new DealFlowSettings("http://localhost:5080", "deals@dealflow.example"));
}
