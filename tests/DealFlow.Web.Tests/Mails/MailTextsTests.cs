using System.Text.RegularExpressions;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Mails;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Tests.Mails;

public sealed partial class MailTextsTests
{
    private static readonly ReaderTexts English = ReaderTexts.OfMails("en");
    private static readonly ReaderTexts German = ReaderTexts.OfMails("de");

    [Fact]
    public void Keys_BothLanguages_AreTheSame() =>
        Assert.Equal(English.Keys().Order(StringComparer.Ordinal), German.Keys().Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_BothLanguages_TakeTheSameValues()
    {
        foreach (var key in English.Keys())
            Assert.True(Values(English.Get(key)).SetEquals(Values(German.Get(key))), key);
    }

    [Fact]
    public void Kinds_EveryMail_IsAmongTheSamples() => Assert.Equal(
        MailComposer.Kinds.Order(), SampleMails.DealMails.Select(name => SampleMails.Mail(name, "en").Kind).Distinct().Order());

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("DE", "de")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void For_AnyLanguage_FallsBackToEnglish(string asked, string spoken) => Assert.Equal(spoken, ReaderTexts.OfMails(asked).Language);

    [Theory]
    [InlineData(EffectKind.ApprovedEvent, ReaderRole.Partner)]
    [InlineData(EffectKind.AskDecision, ReaderRole.Partner)]
    [InlineData(EffectKind.Receipt, ReaderRole.Observer)]
    public async Task ComposeAsync_NoMailOrNotForThisReader_Throws(EffectKind kind, ReaderRole role)
    {
        var mail = SampleMails.Mail("AskDecision", "en") with { Kind = kind };

        await Assert.ThrowsAsync<ArgumentException>(() => new MailComposer().ComposeAsync(mail with { Reader = mail.Reader with { Role = role } }));
    }

    private static HashSet<string> Values(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
