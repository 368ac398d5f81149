using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

/// <summary>What people have said of customers, and what follows from it.</summary>
public sealed class KnownAliasesTests
{
    private static readonly CustomerFacts Abb = new() { Name = "ABB", Country = "CH", Domain = "abb.example" };
    private static readonly CustomerFacts Asea = new() { Name = "Asea Brown Boveri AG", Country = "CH", Address = new(null, null, "Baden") };
    private static readonly CustomerFacts Bbc = new() { Name = "Brown, Boveri & Cie.", Country = "CH", VatId = null, Domain = "bbc-baden.example" };
    private static readonly CustomerFacts Bau = new() { Name = "Zirbel Bau GmbH", Country = "DE", Domain = "zirbel.example" };
    private static readonly CustomerFacts Handel = new() { Name = "Zirbel Handel GmbH", Country = "DE", Domain = "zirbel.example" };
    private static readonly Match Nothing = new(Verdict.None, 0, [], []);
    private static readonly Match Certain = new(Verdict.Certain, 0.95, ["domain:zirbel.example"], [new MatchReason("sameDomain", "same domain")]);

    [Fact]
    public void Judge_NothingSaid_IsTheMatch() => Assert.Same(Certain, KnownAliases.None.Judge(Of(Bau), Of(Handel), Certain));

    [Fact]
    public void Judge_Same_IsCertainInBothDirectionsWithTheReason()
    {
        var known = new KnownAliases([Said(AliasVerdict.Same, Abb, Asea)]);

        foreach (var match in new[] { known.Judge(Of(Abb), Of(Asea), Nothing), known.Judge(Of(Asea), Of(Abb), Nothing) })
            Assert.Equal((Verdict.Certain, "confirmedSame"), (match.Verdict, match.Reasons[0].Rule));
    }

    [Fact]
    public void Judge_Same_ActsOnOtherDescriptionsOfTheTwo()
    {
        var known = new KnownAliases([Said(AliasVerdict.Same, Abb, Asea)]);

        Assert.Equal(Verdict.Certain, known.Judge(Of(Abb with { Name = "ABB Schweiz" }), Of(Asea with { Name = "ASEA Brown-Boveri", Address = null }), Nothing).Verdict);
    }

    [Theory]
    [InlineData("Asea Brown Boveri AG", "CH", "Genf")] // another town
    [InlineData("Asea Brown Boveri AG", "DE", null)] // another country
    [InlineData("Asea Brown Boveri GmbH", "CH", null)] // another legal form
    [InlineData("Asea Brown Boveri Holding AG", "CH", null)] // another company of the group
    [InlineData("Asea Brown", "CH", null)]
    public void Judge_Same_SaysNothingOfWhoIsOnlyAlike(string name, string country, string? city)
    {
        var known = new KnownAliases([Said(AliasVerdict.Same, Abb, Asea)]);
        var alike = new CustomerFacts { Name = name, Country = country, Address = new(null, null, city) };

        Assert.Equal(Verdict.None, known.Judge(Of(Abb), Of(alike), Nothing).Verdict);
    }

    [Fact]
    public void Judge_SameAsTheSame_IsCertain()
    {
        var known = new KnownAliases([Said(AliasVerdict.Same, Abb, Asea), Said(AliasVerdict.Same, Bbc, Asea)]);

        Assert.Equal(Verdict.Certain, known.Judge(Of(Abb), Of(Bbc), Nothing).Verdict);
        Assert.Equal([Asea, Bbc], known.OthersOf(Abb));
    }

    [Fact]
    public void Judge_NotSame_IsNoneAndGoesBeforeWhatFollowsFromOthers()
    {
        var known = new KnownAliases([Said(AliasVerdict.Same, Abb, Asea), Said(AliasVerdict.Same, Bbc, Asea), Said(AliasVerdict.NotSame, Abb, Bbc)]);

        Assert.Equal(Verdict.None, known.Judge(Of(Abb), Of(Bbc), Nothing).Verdict);
        Assert.Equal(Verdict.Certain, known.Judge(Of(Abb), Of(Asea), Nothing).Verdict);
    }

    [Fact]
    public void Judge_NotSameWithOneDomain_TellsTheTwoApartByNameAndNobodyElse()
    {
        var known = new KnownAliases([Said(AliasVerdict.NotSame, Bau, Handel)]);

        Assert.Equal(Verdict.None, known.Judge(Of(Handel), Of(Bau), Certain).Verdict);
        Assert.Equal(Verdict.None, known.Judge(Of(Handel with { Name = "ZIRBEL HANDEL" }), Of(Bau with { Domain = null }), Certain).Verdict);
        Assert.Equal(Verdict.Certain, known.Judge(Of(Bau), Of(Bau with { Name = "Zirbel Bau" }), Certain).Verdict);
        Assert.Equal(Verdict.Certain, known.Judge(Of(Bau), Of(Bau with { Name = "Zirbel Reisen GmbH" }), Certain).Verdict);
    }

    [Fact]
    public void Judge_NotSameThatShareAnIdentifierSince_IsTheMatch()
    {
        var known = new KnownAliases([Said(AliasVerdict.NotSame, Bau, Handel)]);

        Assert.Equal(Verdict.Certain, known.Judge(Of(Bau with { VatId = "DE136695976" }), Of(Handel with { VatId = "DE136695976" }), Certain).Verdict);
    }

    [Fact]
    public void Judge_NotSameOfTwoDescribedAlike_HoldsForThatCandidateOnly()
    {
        var schmidt = new CustomerFacts { Name = "Schmidt GmbH", Country = "DE" };
        var known = new KnownAliases([new CustomerAlias(AliasVerdict.NotSame, schmidt, schmidt with { Address = new(null, null, "Kiel") }, "registration:DR-1", "account:A-1")]);
        var possible = new Match(Verdict.Possible, 0.7, [], []);

        Assert.Equal(Verdict.None, known.Judge(new(schmidt, "registration:DR-1"), new(schmidt, "account:A-1"), possible).Verdict);
        Assert.Equal(Verdict.Possible, known.Judge(new(schmidt, "registration:DR-2"), new(schmidt, "account:A-1"), possible).Verdict);
    }

    [Fact]
    public void OthersOf_ManyConfirmed_IsBounded()
    {
        var known = new KnownAliases([.. Enumerable.Range(1, 40).Select(number => Said(AliasVerdict.Same, Abb, Asea with { Name = $"Name {number}" }))]);

        Assert.Equal(KnownAliases.MostDescriptions, known.OthersOf(Abb).Count);
    }

    private static AliasSubject Of(CustomerFacts customer) => new(customer, null);

    private static CustomerAlias Said(AliasVerdict verdict, CustomerFacts one, CustomerFacts other) => new(verdict, one, other, null, null);
}
