using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class OtherIdentifiersTests
{
    [Theory]
    [InlineData("15-048-3782")]
    [InlineData("150483782")]
    [InlineData("D-U-N-S 15 048 3782")]
    public void ReadDuns_NineDigits_GivesDigits(string text) => Assert.Equal("150483782", DunsNumbers.Read(text).Value);

    [Theory]
    [InlineData("15048378")]
    [InlineData("1504837822")]
    [InlineData("000000000")]
    [InlineData("15048378A")]
    [InlineData("")]
    public void ReadDuns_AnythingElse_IsRefused(string text) => Assert.False(DunsNumbers.Read(text).IsValid);

    [Theory]
    [InlineData("HRB 12345 B, Amtsgericht Charlottenburg", "CHARLOTTENBURG HRB 12345")]
    [InlineData("Amtsgericht Berlin (Charlottenburg), HRB 12345", "CHARLOTTENBURG HRB 12345")]
    [InlineData("AG München, HRB 123 456", "MUENCHEN HRB 123456")]
    [InlineData("HRB 123456 AG München", "MUENCHEN HRB 123456")]
    [InlineData("hrb123456 Munich local court", "MUENCHEN HRB 123456")]
    [InlineData("Frankfurt a. M. HRB-Nr. 0077", "FRANKFURT MAIN HRB 77")]
    [InlineData("Amtsgericht Frankfurt am Main HRB 77", "FRANKFURT MAIN HRB 77")]
    [InlineData("HRA 12 KI, Kiel", "KIEL HRA 12 KI")]
    [InlineData("GnR 5 Amtsgericht Ulm", "ULM GNR 5")]
    [InlineData("HRB 5", "HRB 5")]
    [InlineData("HRB 5 B", "HRB 5")]
    public void ReadRegistrationNumber_German_GivesCourtRegisterAndNumber(string text, string expected) =>
        Assert.Equal(expected, RegistrationNumbers.Read(text, "DE").Value);

    [Theory]
    [InlineData("FN 123456 a", "AT", "123456A")]
    [InlineData("01234567", "GB", "1234567")]
    [InlineData("Company No. sc 123456", "GB", "SC123456")]
    [InlineData("RCS Paris 552 100 554", "FR", "552100554")]
    [InlineData("552 100 554 00013", "FR", "552100554")]
    [InlineData("KvK 1234.5678", "NL", "12345678")]
    public void ReadRegistrationNumber_Elsewhere_FoldsPunctuationAndLabels(string text, string country, string expected) =>
        Assert.Equal(expected, RegistrationNumbers.Read(text, country).Value);

    [Theory]
    [InlineData("", "DE")]
    [InlineData("unknown", "GB")]
    [InlineData("0000", "GB")]
    [InlineData("HRB 0", "DE")]
    public void ReadRegistrationNumber_WithoutNumber_IsRefused(string text, string country) =>
        Assert.False(RegistrationNumbers.Read(text, country).IsValid);
}
