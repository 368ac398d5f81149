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
    [InlineData("JSC Zirbelpribor", "zirbelpribor", "JSC")]
    [InlineData("Obshchestvo s ogranichennoi otvetstvennostyu Zirbel", "zirbel", "OOO")]
    [InlineData("Zirbel Pte. Ltd.", "zirbel", "Ltd.")]
    [InlineData("トヨタ自動車株式会社", "toyota motor", "K.K.")]
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
    [InlineData("x", "xi", nameof(WordMatch.None))]
    [InlineData("fonds7", "fonds8", nameof(WordMatch.None))]
    [InlineData("zirbel", "kiefer", nameof(WordMatch.None))]
    public void WordSimilarity_OfTwoWords_SaysHow(string a, string b, string expected)
    {
        Assert.Equal(expected, WordSimilarity.Of(NameWord.Of(a), NameWord.Of(b)).Kind.ToString());
        Assert.Equal(WordSimilarity.Of(NameWord.Of(a), NameWord.Of(b)), WordSimilarity.Of(NameWord.Of(b), NameWord.Of(a)));
    }

    [Theory]
    [InlineData("mueller", "muller")]
    [InlineData("elsaesser", "elsasser")]
    [InlineData("edelweiss", "edelweiss")]
    [InlineData("e", "e")]
    [InlineData("", "")]
    public void Fold_UmlautsInTwoLetters_AreOne(string spelled, string folded) => Assert.Equal(folded, NameWord.Fold(spelled));

    [Theory]
    [InlineData("zirbelholz", "zirbelholz", 1)]
    [InlineData("holzzirbel", "zirbelholz", 0.75)]
    [InlineData("zirbel", "kuhn", 0)]
    [InlineData("zi", "zi", 1)]
    public void Trigrams_OfTwoTexts_IsTheShareInCommon(string a, string b, double expected) => Assert.Equal(expected, WordSimilarity.Trigrams(TraitsOf(a), TraitsOf(b)), 3);

    private static CustomerTraits TraitsOf(string joined) => new() { Country = "DE", Words = [NameWord.Of(joined)] };

    [Theory]
    [InlineData("Nestle Deutschland AG", "nestle")]
    [InlineData("3M Deutschland GmbH", "3m")]
    [InlineData("3 M", "3m")]
    public void CoreName_CountryInTheName_IsLeftOut(string name, string core) =>
        Assert.Equal(core, CustomerTraits.Of(new CustomerFacts { Name = name, Country = "DE" }).CoreName);

    [Theory]
    [InlineData("SVG Straßenverkehrs-Genossenschaft Hessen", "Straßenverkehrs-Genossenschaft Hessen", 0)]
    [InlineData("ABC Zirbel Bergblick Wald", "Zirbel Bergblick Wald", 0)]
    [InlineData("ZBW Zirbel Bergblick Wald", "Zirbel Bergblick Wald", 1)]
    public void Alignment_InitialsOfWordsBeside_SayNothingMore(string a, string b, int initialisms) => Assert.Equal(
        initialisms,
        NameAlignment.Of(CustomerTraits.Of(new CustomerFacts { Name = a, Country = "DE" }), CustomerTraits.Of(new CustomerFacts { Name = b, Country = "DE" })).Initialisms);
}
