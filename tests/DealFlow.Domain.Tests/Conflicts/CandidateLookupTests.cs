using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class CandidateLookupTests
{
    private static readonly CustomerFacts Zirbel = In("Zirbelholz Möbelwerkstätten GmbH & Co. KG", "Hintertupfing");

    [Theory]
    [InlineData("ZIRBELHOLZ MOEBELWERKSTAETTEN")]
    [InlineData("Zirbelholz-Möbelwerkstätten GmbH + Co.")]
    [InlineData("Möbelwerkstätten Zirbelholz GmbH & Co. KG")]
    [InlineData("Zirbelhotz Möbelwerkstätten GmbH & Co. KG")]
    public void Judge_OtherSpellingInTheTown_IsLikely(string name)
    {
        var found = Assert.Single(LookUp(In(name, "Hintertupfing"), Zirbel, In("Bergblick Pension", "Hintertupfing")));

        Assert.Equal("C0", found.Customer);
        Assert.True(found.Match.Score >= CustomerMatcher.Likely);
        Assert.NotEmpty(found.Match.MatchedKeys);
    }

    [Fact]
    public void Judge_SameNameInTheTown_IsCertainAndSaysWhy()
    {
        var match = Assert.Single(LookUp(In("Zirbelholz Moebelwerkstaetten GmbH & Co. KG", "Hintertupfing"), Zirbel)).Match;

        Assert.Equal(Verdict.Certain, match.Verdict);
        Assert.Equal(["sameName", "sameCity"], match.Reasons.Select(reason => reason.Rule));
    }

    [Theory]
    [InlineData("Zirbelholz Fonds III GmbH & Co. KG", "Zirbelholz Fonds IV GmbH & Co. KG")]
    [InlineData("Zirbelholz Verwaltungs GmbH", "Zirbelholz GmbH & Co. KG")]
    [InlineData("Zirbelholz GmbH", "Zirbelholz GmbH Zweigniederlassung")]
    [InlineData("Zirbelholz Holding GmbH", "Zirbelholz Vertriebs GmbH")]
    public void Judge_CompaniesOfOneGroup_IsNeverCertain(string name, string other) =>
        Assert.DoesNotContain(LookUp(In(name, "Hintertupfing"), In(other, "Hintertupfing")), found => found.Match.Verdict is Verdict.Certain);

    [Fact]
    public void Judge_SameNameInTheTownOnAnotherDomain_IsPossible() => Assert.Equal(
        Verdict.Possible, Assert.Single(LookUp(Zirbel with { Domain = "zirbel.example" }, Zirbel with { Domain = "zirbel-holz.example" })).Match.Verdict);

    [Fact]
    public void Judge_SameNameElsewhere_IsAHint()
    {
        var match = Assert.Single(LookUp(Zirbel with { Address = new(null, null, "Vordertupfing") }, Zirbel)).Match;

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Contains("otherCity", match.Reasons.Select(reason => reason.Rule));
    }

    [Fact]
    public void Judge_TwoThatNothingTellsApart_IsCertainOnlyWhereRecordsRepeat()
    {
        var lookup = CandidateLookup.For(Zirbel);
        Posting[] both = [Posting("A", Zirbel), Posting("B", Zirbel)];

        Assert.All(lookup.Compare(both, recordsRepeat: true), found => Assert.Equal(Verdict.Certain, CustomerMatcher.Judge(found.Comparison).Verdict));
        Assert.All(lookup.Judge(lookup.Keys.Select(key => new KeyPostings(key, both))), found => Assert.Equal(Verdict.Possible, found.Match.Verdict));
    }

    [Fact]
    public void Judge_WordInOneNameOnly_IsNamed()
    {
        var match = Assert.Single(LookUp(In("Zirbelholz Möbelwerkstätten Flughafen", "Hintertupfing"), Zirbel)).Match;

        var reason = Assert.Single(match.Reasons, reason => reason.Rule == "wordOnlyInOne");
        Assert.Equal(("Flughafen stands in one name only", "Flughafen"), (reason.Text, Assert.Single(reason.Words)));
        Assert.Contains(match.Reasons, one => one is { Rule: "rareWordInCommon", Text: "rare word Zirbelholz in common" });
    }

    [Theory]
    [InlineData("Zirbelholz Bergblick Werkstatt", "ZBW")]
    [InlineData("Volkszirbel", "VZ")]
    public void Compare_Initials_IsPossibleAndNoMore(string name, string initials)
    {
        var match = CustomerMatcher.Compare(In(name, null), In(initials, null));

        Assert.Equal((Verdict.Possible, "initials"), (match.Verdict, match.Reasons[0].Rule));
    }

    [Fact]
    public void Keys_OfALongName_AreFew()
    {
        var full = In(string.Join(' ', Enumerable.Range(0, 40).Select(number => $"Zirbel{(char)('a' + number % 26)}holz")), "Hintertupfing") with
        {
            VatId = "DE136695976",
            Domain = "zirbel.example",
            DunsNumber = "150483782",
            RegistrationNumber = "HRB 1 München",
        };

        Assert.InRange(IndexedCustomer.Of(full).Keys.Count, 10, IndexedCustomer.MostKeys);
        Assert.InRange(CandidateLookup.For(full).Keys.Count, 10, CandidateLookup.MostReads);
        Assert.Equal("vatId:DE136695976", IndexedCustomer.Of(full).Keys[0].Text);
    }

    [Fact]
    public void Hash_OfAKey_NeverChanges() => Assert.Equal(-2258619255988900498, new CandidateKey("word:zirbelholz").Hash);

    private static IReadOnlyList<FoundCustomer> LookUp(CustomerFacts customer, params CustomerFacts[] others)
    {
        var lookup = CandidateLookup.For(customer);
        var indexed = others.Select((other, number) => (IndexedCustomer.Of(other).Keys, Posting: Posting($"C{number}", other))).ToList();
        return lookup.Judge(lookup.Keys.Select(key => new KeyPostings(key, [.. indexed.Where(other => other.Keys.Contains(key)).Select(other => other.Posting)])));
    }

    private static Posting Posting(string name, CustomerFacts customer) => new(name, IndexedCustomer.Of(customer).Fingerprint);

    private static CustomerFacts In(string name, string? city) =>
        new() { Name = name, Country = "DE", Address = city is null ? null : new CustomerAddress(null, null, city) };
}
