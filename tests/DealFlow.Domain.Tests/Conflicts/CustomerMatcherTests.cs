using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class CustomerMatcherTests
{
    private static readonly CustomerFacts Mueller = new() { Name = "Müller Maschinenbau GmbH & Co. KG", Country = "DE" };
    private static readonly CustomerFacts Stranger = new() { Name = "Huber Feinmechanik AG", Country = "DE" };

    [Fact]
    public void Compare_SameVatId_IsCertainWhateverTheName()
    {
        var match = CustomerMatcher.Compare(Mueller with { VatId = "DE136695976" }, Stranger with { VatId = "136 695 976" });

        Assert.Equal((Verdict.Certain, 1d), (match.Verdict, match.Score));
        Assert.Equal(["vatId:DE136695976"], match.MatchedKeys);
        Assert.Equal(["sameVatId"], Rules(match));
    }

    [Fact]
    public void Compare_BritishNumberUnderGbAndXi_IsCertain() =>
        Assert.Equal(Verdict.Certain, CustomerMatcher.Compare(Mueller with { VatId = "GB927095113" }, Stranger with { VatId = "XI927095113" }).Verdict);

    [Fact]
    public void Compare_SameDuns_IsCertain() =>
        Assert.Equal(Verdict.Certain, CustomerMatcher.Compare(Mueller with { DunsNumber = "15-048-3782" }, Stranger with { DunsNumber = "150483782" }).Verdict);

    [Theory]
    [InlineData("HRB 12345, AG München", "Amtsgericht Muenchen HRB 12345", Verdict.Certain)]
    [InlineData("HRB 12345, AG München", "HRB 12345, AG Köln", Verdict.None)]
    [InlineData("HRB 12345, AG München", "HRB 12345", Verdict.Possible)]
    [InlineData("HRB 12345", "HRB 12345", Verdict.Possible)]
    [InlineData("HRB 12345", "HRA 12345", Verdict.None)]
    public void Compare_RegistrationNumbers_NeedsTheCourtToBeCertain(string a, string b, Verdict expected) =>
        Assert.Equal(expected, CustomerMatcher.Compare(Mueller with { RegistrationNumber = a }, Stranger with { RegistrationNumber = b }).Verdict);

    [Fact]
    public void Compare_SameDomain_IsCertain()
    {
        var match = CustomerMatcher.Compare(Mueller with { Domain = "https://www.mueller.example/" }, Stranger with { Domain = "info@mueller.example" });

        Assert.Equal(Verdict.Certain, match.Verdict);
        Assert.Equal(["domain:mueller.example"], match.MatchedKeys);
    }

    [Theory]
    [InlineData("DE136695976", "DE129273398", Verdict.Possible, "sameDomain,otherVatId")]
    [InlineData("DE136695976", "ATU64820439", Verdict.Certain, "sameDomain")]
    [InlineData("DE136695976", null, Verdict.Certain, "sameDomain")]
    [InlineData("DE136695976", "DE136695977", Verdict.Certain, "sameDomain")]
    public void Compare_SameDomainAndVatIds_ContradictOnlyWithinOneCountry(string a, string? b, Verdict expected, string rules)
    {
        var match = CustomerMatcher.Compare(Mueller with { Domain = "mueller.example", VatId = a }, Stranger with { Domain = "mueller.example", VatId = b });

        Assert.Equal((expected, rules), (match.Verdict, string.Join(',', Rules(match))));
    }

    [Fact]
    public void Compare_SameDomainOtherDuns_IsPossible()
    {
        var match = CustomerMatcher.Compare(Mueller with { Domain = "m.example", DunsNumber = "150483782" }, Mueller with { Domain = "m.example", DunsNumber = "150483783" });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Contains("otherDuns", Rules(match));
    }

    [Fact]
    public void Compare_SameVatIdOtherDuns_StaysCertainAndSaysBoth()
    {
        var a = Mueller with { VatId = "DE136695976", Domain = "m.example", DunsNumber = "150483782" };

        var match = CustomerMatcher.Compare(a, a with { DunsNumber = "150483783" });

        Assert.Equal(Verdict.Certain, match.Verdict);
        Assert.Equal(["sameVatId", "sameDomain", "sameName", "otherDuns"], Rules(match));
    }

    [Fact]
    public void Compare_SameDomainOtherCountry_IsPossible()
    {
        var match = CustomerMatcher.Compare(Mueller with { Domain = "m.example" }, Mueller with { Domain = "m.example", Country = "AT" });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Contains("otherCountry", Rules(match));
    }

    [Fact]
    public void Compare_GeneralPartnerAndCompanyOnOneDomain_IsPossible()
    {
        var partner = new CustomerFacts { Name = "Schmidt Verwaltungs GmbH", Country = "DE", Domain = "schmidt.example" };

        var match = CustomerMatcher.Compare(partner, partner with { Name = "Schmidt GmbH & Co. KG" });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Contains("sameNameOtherRole", Rules(match));
    }

    [Theory]
    [InlineData("gmx.de")]
    [InlineData("mueller.github.io")]
    public void Compare_SharedDomain_NeverCounts(string domain) =>
        Assert.Equal(Verdict.None, CustomerMatcher.Compare(Mueller with { Domain = domain }, Stranger with { Domain = domain }).Verdict);

    [Theory]
    [InlineData("Mueller Maschinenbau", "sameName")]
    [InlineData("MULLER MASCHINENBAU", "sameName")]
    [InlineData("MüllerMaschinenbau GmbH + Co KG", "sameName")]
    [InlineData("Müller Maschinenbau AG", "sameNameOtherLegalForm")]
    [InlineData("Müller Maschinenbau Holding GmbH", "sameNameOtherRole")]
    public void Compare_SameNameInOneCountry_IsPossible(string name, string rule)
    {
        var match = CustomerMatcher.Compare(Mueller, Mueller with { Name = name });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Equal([rule], Rules(match));
        Assert.NotEmpty(match.MatchedKeys);
    }

    [Fact]
    public void Compare_SameNameAndContradictingVatIds_IsPossibleAndLower()
    {
        var match = CustomerMatcher.Compare(Mueller with { VatId = "DE136695976" }, Mueller with { VatId = "DE129273398" });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.True(match.Score < CustomerMatcher.Compare(Mueller, Mueller).Score);
    }

    [Theory]
    [InlineData("München", "Munich", "sameCity")]
    [InlineData("Köln", "KOELN", "sameCity")]
    [InlineData("Köln", "Kiel", "otherCity")]
    public void Compare_SameNameAndCities_SaysWhetherTheyAgree(string a, string b, string rule)
    {
        var match = CustomerMatcher.Compare(Mueller with { Address = new(null, null, a) }, Mueller with { Address = new(null, "80331", b) });

        Assert.Equal(["sameName", rule], Rules(match));
    }

    [Fact]
    public void Compare_SameNameOtherCountry_IsNone()
    {
        var match = CustomerMatcher.Compare(Mueller, Mueller with { Country = "AT" });

        Assert.Equal((Verdict.None, 0d), (match.Verdict, match.Score));
        Assert.Empty(match.MatchedKeys);
        Assert.Empty(match.Reasons);
    }

    [Fact]
    public void Compare_NamesWithoutLetters_IsNone() =>
        Assert.Equal(Verdict.None, CustomerMatcher.Compare(Mueller with { Name = "---" }, Mueller with { Name = "" }).Verdict);

    [Theory]
    [InlineData("Zirbelholz AG", "Zirbelholz Energie AG")]
    [InlineData("Robert Zirbelholz GmbH", "Zirbelholz Rexwald AG")]
    public void Compare_BrandAndMore_IsPossible(string name, string other)
    {
        var match = CustomerMatcher.Compare(Mueller with { Name = name }, Mueller with { Name = other });

        Assert.Equal(Verdict.Possible, match.Verdict);
        Assert.Contains("sameBrand", Rules(match));
    }

    [Theory]
    [InlineData("Zirbelholz AG", "Zirbelholz Airlines, Inc.")]
    [InlineData("Delta Electronics", "Delta Air Lines")]
    [InlineData("ZRB SE", "Z.R.B. Beratung Huber")]
    public void Compare_BrandUnderAnotherLawOrTooCommonOrTooShort_IsNoHint(string name, string other) =>
        Assert.DoesNotContain("sameBrand", Rules(CustomerMatcher.Compare(Mueller with { Name = name }, Mueller with { Name = other })));

    [Theory]
    [InlineData("Delta Electronics", "Delta Air Lines")]
    [InlineData("General Zirbel Motors", "General Electric")]
    [InlineData("Sparkasse Köln-Bonn", "Sparkasse Bonn")]
    [InlineData("ZRB SE", "Z.R.B. Beratung Huber")]
    [InlineData("Autohaus Schmidt GmbH", "Autohaus Schmitt GmbH")]
    public void Compare_CommonWordOrLettersAndAnotherBusiness_IsNone(string name, string other) =>
        Assert.Equal(Verdict.None, CustomerMatcher.Compare(Mueller with { Name = name }, Mueller with { Name = other }).Verdict);

    [Theory]
    [InlineData("Zirbelwald Holzbau GmbH", "ZH")]
    [InlineData("ZirbelwarteHolzbau GmbH", "ZwH")]
    public void Compare_InitialsOfTwoWords_IsAHint(string name, string letters) =>
        Assert.Contains("initials", Rules(CustomerMatcher.Compare(Mueller with { Name = name }, Mueller with { Name = letters })));

    [Fact]
    public void Compare_ShortBrandWithOtherRoles_IsPossible() => Assert.Equal(
        Verdict.Possible, CustomerMatcher.Compare(Mueller with { Name = "XY Holding GmbH" }, Mueller with { Name = "XY Beteiligungs GmbH" }).Verdict);

    [Fact]
    public void Compare_NameWithACountry_IsPossible() => Assert.Equal(
        Verdict.Possible, CustomerMatcher.Compare(Mueller with { Name = "Zirbelholz Deutschland GmbH" }, Mueller with { Name = "Zirbelholz" }).Verdict);

    private static IEnumerable<string> Rules(DealFlow.Domain.Conflicts.Match match) => match.Reasons.Select(reason => reason.Rule);
}
