using CsCheck;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class LetterEditsTests
{
    private static readonly Gen<string> Text = Gen.Char["abcdé"].Array[0, 90].Select(letters => new string(letters));
    private static readonly Gen<string> Plain = Gen.Char["abcd"].Array[0, 30].Select(letters => new string(letters));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("schmidt", "schmitt", 1)]
    [InlineData("zirbel", "zirble", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("holz", "holzbau", 3)]
    public void Between_TwoWords_CountsLettersAndSwaps(string a, string b, int edits) => Assert.Equal(edits, LetterEdits.Between(a, b));

    [Fact]
    public void Between_AnyTwo_IsWhatCountingRowByRowGives() => Gen.OneOf(Gen.Select(Plain, Plain), Gen.Select(Text, Text)).Sample(
        (a, b) => Assert.Equal(LetterEdits.ByRows(a, b), LetterEdits.Between(a, b)), iter: 5000);
}
