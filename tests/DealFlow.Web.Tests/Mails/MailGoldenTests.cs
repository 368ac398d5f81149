using DealFlow.Web.Mails;

namespace DealFlow.Web.Tests.Mails;

/// <summary>
/// Every mail in both languages, word for word. After a change that is meant, run once with DEALFLOW_UPDATE_GOLDEN=1 and read the difference.
/// </summary>
public sealed class MailGoldenTests
{
    private static readonly MailComposer Composer = new();

    public static IEnumerable<TheoryDataRow<string, string>> Mails =>
        from name in SampleMails.Names from language in new[] { "de", "en" } select new TheoryDataRow<string, string>(name, language);

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task ComposeAsync_EveryMail_SaysWhatIsExpected(string name, string language)
    {
        var mail = await SampleMails.ComposeAsync(Composer, name, language);

        Golden.Check($"{name}.{language}.txt", $"Subject: {mail.Subject}\n\n{mail.Text}");
        Golden.Check($"{name}.{language}.html", mail.Html + "\n");
        Golden.Check($"{name}.{language}.ics", mail.Calendar?.Content);
    }

    [Fact]
    public void Golden_EveryFile_BelongsToAMail()
    {
        var expected = Mails.SelectMany(mail => new[] { $"{mail.Data.Item1}.{mail.Data.Item2}.txt", $"{mail.Data.Item1}.{mail.Data.Item2}.html" });

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Golden.Files().Where(file => !file.EndsWith(".ics", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
