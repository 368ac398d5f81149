using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("Zirbel GmbH & Co., Bauschlosserei", "zirbel bauschlosserei", "GmbH & Co. KG")]
    [InlineData("Zirbel Gesellschaft mit beschränkter Haftung, Import", "zirbel import", "GmbH")]
    [InlineData("Molkerei Zirbeltal eingetragene Genossenschaft mit beschränkter Haftpflicht", "molkerei zirbeltal", "eG")]
    [InlineData("Zirbel Handelsgesellschaft mbH", "zirbel handels", "GmbH")]
    [InlineData("Zirbel Handels GmbH", "zirbel handels", "GmbH")]
    [InlineData("Gebrüder Zirbel", "gebrueder zirbel", null)]
    [InlineData("ZirbelEnergie AG", "zirbel energie", "AG")]
    [InlineData("ZirbeIholz GmbH", "zirbelholz", "GmbH")]
    [InlineData("GmbH", "gmbh", null)]
    [InlineData("", "", null)]
    public void Of_Name_GivesWordsAndLegalForm(string name, string words, string? form)
    {
        var read = NameWords.Of(name, "DE");

        Assert.Equal((words, form), (string.Join(' ', read.Words.Select(word => word.Spelled)), read.LegalForm));
    }

    [Theory]
    [InlineData("mueller", "muller")]
    [InlineData("muller", "muller")]
    [InlineData("goess", "goss")]
    [InlineData("erle", "erle")]
    public void Fold_BothSpellings_GiveOne(string spelled, string folded) => Assert.Equal(folded, NameWord.Of(spelled).Folded);

    [Theory]
    [InlineData("zirbelholz", "zirbelhotz", nameof(WordMatch.Typo))]
    [InlineData("zirbelholz", "zribelholz", nameof(WordMatch.Typo))]
    [InlineData("tech", "technologie", nameof(WordMatch.Prefix))]
    [InlineData("k", "klara", nameof(WordMatch.Initial))]
    [InlineData("fenstertechnik", "fensterbautechnik", nameof(WordMatch.Compound))]
    [InlineData("iii", "iv", nameof(WordMatch.None))]
    [InlineData("fonds7", "fonds8", nameof(WordMatch.None))]
    [InlineData("zirbel", "kiefer", nameof(WordMatch.None))]
    public void WordSimilarity_OfTwoWords_SaysHow(string a, string b, string expected)
    {
        Assert.Equal(expected, WordSimilarity.Of(a, b).Kind.ToString());
        Assert.Equal(WordSimilarity.Of(a, b), WordSimilarity.Of(b, a));
    }
}
