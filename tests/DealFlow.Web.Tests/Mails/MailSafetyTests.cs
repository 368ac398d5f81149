using DealFlow.Domain.Registrations;
using DealFlow.Web.Mails;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Tests.Mails;

public sealed class MailSafetyTests
{
    private static readonly MailComposer Composer = new();

    public static IEnumerable<TheoryDataRow<string>> ToPartners => SampleMails.DealMails
        .Where(name => SampleMails.Mail(name, "en").Reader.Role is ReaderRole.Partner).Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string>> All => SampleMails.DealMails.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(ToPartners))]
    public async Task ComposeAsync_ToPartner_NeverTellsOfCandidates(string name)
    {
        var mail = SampleMails.Mail(name, "de");
        var content = await Composer.ComposeAsync(mail with { Deal = mail.Deal with { Conflict = SampleDeals.Candidates } });

        foreach (var secret in new[] { "Holding", "Mueller Maschinen AG", "Nordlicht", "DR-0000-0001", "A-0042", "Clara", "gleicher Name", "Übereinstimmung" })
            Assert.DoesNotContain(secret, content.Subject + content.Text + content.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task ComposeAsync_HostileNames_BreakNeitherHeaderNorMarkup(string name)
    {
        const string hostile = "<script>alert(1)</script>\r\nBcc: all@evil.example\u202Etxt\u0000\" onmouseover='x'";
        var mail = SampleMails.Mail(name, "en");
        var lead = mail.Deal.Lead with
        {
            Customer = mail.Deal.Lead.Customer with { Name = hostile, Domain = hostile },
            PartnerReference = hostile,
            Activity = hostile,
            Notes = hostile,
        };

        var content = await Composer.ComposeAsync(mail with
        {
            Deal = mail.Deal with { Lead = lead },
            PartnerName = hostile,
            Reader = mail.Reader with { Name = hostile },
        });

        Assert.DoesNotContain("<script", content.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onmouseover", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', content.Subject + content.Html + content.Text);
        Assert.DoesNotContain(content.Subject, char.IsControl);
        Assert.DoesNotContain(content.Text, sign => char.IsControl(sign) && sign != '\n');
        Assert.DoesNotContain("\nBcc", content.Calendar?.Content ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_HostileNamesOfAMembership_BreakNeitherHeaderNorMarkup()
    {
        const string hostile = "<script>alert(1)</script>\r\nBcc: all@evil.example\u202Etxt\u0000\" onmouseover='x'";
        var deal = SampleDeals.Approved with { Lead = SampleDeals.Approved.Lead with { Customer = SampleDeals.Approved.Lead.Customer with { Name = hostile } } };
        var end = SampleMails.Ended(ReaderRole.Partner, "en", deal) with { PartnerName = hostile };
        var invitation = new InvitationMail([SampleProgram.Contoso], end.Reader with { Name = hostile }, hostile, "https://deals.contoso.example");

        foreach (var content in new[] { await Composer.ComposeAsync(end), await Composer.ComposeAsync(invitation) })
        {
            Assert.DoesNotContain("<script", content.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\" onmouseover", content.Html, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', content.Subject + content.Html + content.Text);
            Assert.DoesNotContain(content.Subject, char.IsControl);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task ComposeAsync_VeryLongNames_KeepSubjectAndLinesShort(string name)
    {
        var mail = SampleMails.Mail(name, "de");
        var lead = mail.Deal.Lead with { Customer = mail.Deal.Lead.Customer with { Name = string.Concat(Enumerable.Repeat("😀Maschinen", 400)) } };

        var content = await Composer.ComposeAsync(mail with { Deal = mail.Deal with { Lead = lead }, PartnerName = new string('x', 500) });

        Assert.InRange(content.Subject.Length, 10, 151);
        Assert.DoesNotContain(content.Subject.EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);
        Assert.All(content.Text.Split('\n').Where(line => !line.Contains("://", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 78));
    }

    [Theory]
    [InlineData("https://deals.example/decide?t=a\"onclick=\"x", "https://deals.example/decide?t=a%22onclick=%22x&amp;choice=approve")]
    [InlineData("https://deals.example/decide?t=a'b<c", "https://deals.example/decide?t=a%27b%3Cc&amp;choice=approve")]
    [InlineData("https://deals.example/decide", "https://deals.example/decide?choice=approve")]
    public async Task ComposeAsync_QuotesInAddress_AreEscaped(string address, string written)
    {
        var mail = SampleMails.Mail("AskDecision", "en");
        var content = await Composer.ComposeAsync(mail with { Links = mail.Links with { Decide = address } });

        Assert.Contains($"href=\"{written}\"", content.Html, StringComparison.Ordinal);
        Assert.Contains($"\n{written.Replace("&amp;", "&", StringComparison.Ordinal)}\n", content.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/decide?t=1")]
    [InlineData("")]
    public async Task ComposeAsync_NoWebAddress_OffersNoLink(string address)
    {
        var mail = SampleMails.Mail("AskDecision", "en");
        var content = await Composer.ComposeAsync(mail with { Links = mail.Links with { Decide = address } });

        Assert.DoesNotContain("href", content.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AskDecision", "DR-7K3F-9QXM/answer-1")]
    [InlineData("QuestionAsked", "DR-7K3F-9QXM/question-1")]
    [InlineData("Approved", "DR-7K3F-9QXM/protection")]
    [InlineData("ExtensionGranted", "DR-7K3F-9QXM/protection")]
    public async Task ComposeAsync_DeadlineToKeep_BringsACalendarFile(string name, string uid)
    {
        var content = await Composer.ComposeAsync(SampleMails.Mail(name, "en"));

        var entry = Assert.Single(Ical.Net.Calendar.Load(content.Calendar!.Content)!.Events);
        Assert.Equal(uid + "@dealflow", entry.Uid);
        Assert.Equal(uid.Replace('/', '-') + ".ics", content.Calendar.Name);
    }

    [Theory]
    [InlineData("Receipt")]
    [InlineData("Approved-observer")]
    [InlineData("RemindDecision")]
    public async Task ComposeAsync_NothingToKeepOrOverdue_BringsNone(string name) =>
        Assert.Null((await Composer.ComposeAsync(SampleMails.Mail(name, "en"))).Calendar);

    [Theory]
    [InlineData("AskConfirmation")]
    [InlineData("RemindConfirmation")]
    public async Task ComposeAsync_WinDisputedMeanwhile_IsStillWritten(string name)
    {
        var mail = SampleMails.Mail(name, "en");

        var content = await Composer.ComposeAsync(mail with { Deal = SampleDeals.Disputed });

        Assert.Contains("DR-7K3F-9QXM", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_ReaderOfUnknownLanguage_WritesEnglish()
    {
        var mail = SampleMails.Mail("Approved", "en");

        Assert.Equal(await Composer.ComposeAsync(mail), await Composer.ComposeAsync(mail with { Reader = mail.Reader with { Language = "fr" } }));
    }

    [Fact]
    public async Task ComposeAsync_ManyAtOnce_WritesEachAsIfAlone()
    {
        var mails = SampleMails.DealMails.Select(name => SampleMails.Mail(name, "de")).ToList();
        var alone = new List<MailContent>();
        foreach (var mail in mails)
            alone.Add(await Composer.ComposeAsync(mail));

        var together = await Task.WhenAll(mails.Select(mail => Task.Run(() => Composer.ComposeAsync(mail), TestContext.Current.CancellationToken)));

        Assert.Equal(alone, together);
    }
}
