using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class LeisTests
{
    [Theory]
    [InlineData("9999ZIRBELH0LZ00XY49", "9999ZIRBELH0LZ00XY49")]
    [InlineData(" lei 9999 zirbelh0lz00xy-49 ", "9999ZIRBELH0LZ00XY49")]
    public void Read_RightCheck_GivesNormalForm(string text, string expected) => Assert.Equal(expected, Leis.Read(text).Value);

    [Theory]
    [InlineData("9999ZIRBELH0LZ00XY50")]
    [InlineData("9999ZIRBELH0LZ00XY4")]
    [InlineData("00000000000000000001")]
    [InlineData("HRB 12345")]
    public void Read_Other_SaysWhatToDo(string text) => Assert.Contains("LEI", Leis.Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Compare_SameLeiAsRegistrationNumber_IsCertain()
    {
        var a = new CustomerFacts { Name = "Zirbelholz GmbH", Country = "DE", RegistrationNumber = "9999ZIRBELH0LZ00XY49" };

        var match = CustomerMatcher.Compare(a, a with { Name = "Bergblick AG", Country = "AT" });

        Assert.Equal((Verdict.Certain, "lei:9999ZIRBELH0LZ00XY49"), (match.Verdict, match.MatchedKeys[0]));
        Assert.Equal("sameLei", match.Reasons[0].Rule);
    }
}
