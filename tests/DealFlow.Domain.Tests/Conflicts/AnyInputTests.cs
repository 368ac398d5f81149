using CsCheck;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

/// <summary>What holds for any text that anybody may send.</summary>
public sealed class AnyInputTests
{
    private const int Runs = 500;

    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Char.Array[0, 30].Select(chars => new string(chars)),
        Gen.OneOf("", " ", "\0\u0001\u001F", "\uD800", "\uDC00x", "x\uD83D", "😀 GmbH", "&", "& Co. KG", "GmbH & Co.", "The", "und", "e V", "株式会社", "ﷺ"),
        Gen.OneOf("Müller GmbH", "Mueller AG", "Schmidt Verwaltungs GmbH", "Schmidt GmbH & Co. KG", "Muller", "3 M", "3M"))!;

    private static readonly Gen<string?> VatId = Gen.OneOf(Text, Gen.OneOf<string?>(null, "DE136695976", "DE129273398", "ATU64820439", "XI927095113", "GB927095113"));
    private static readonly Gen<string?> Domain = Gen.OneOf(Text, Gen.OneOf<string?>(null, "a.example", "www.a.example", "b.example", "gmx.de", "github.io"));
    private static readonly Gen<string?> Number = Gen.OneOf(Text, Gen.OneOf<string?>(null, "HRB 1", "HRB 1 München", "HRB 1 Köln", "HRA 2", "123"));
    private static readonly Gen<string?> Duns = Gen.OneOf(Text, Gen.OneOf<string?>(null, "150483782", "150483783"));
    private static readonly Gen<CustomerAddress?> Address = Gen.OneOf<string?>("", "Köln", "Munich", null).Select(city => city == "" ? null : new CustomerAddress(null, null, city));

    private static readonly Gen<CustomerFacts> Customer = Gen.Select(
        Gen.Select(Text, Gen.OneOf("DE", "AT", "FR", "US")),
        Gen.Select(VatId, Domain, Number, Duns, Address),
        (who, facts) => new CustomerFacts
        {
            Name = who.Item1!,
            Country = who.Item2,
            VatId = facts.Item1,
            Domain = facts.Item2,
            RegistrationNumber = facts.Item3,
            DunsNumber = facts.Item4,
            Address = facts.Item5,
        });

    [Fact]
    public void Compare_AnyTwo_IsSymmetric() => Gen.Select(Customer, Customer).Sample(
        (a, b) => Assert.Equal(Flat(CustomerMatcher.Compare(a, b)), Flat(CustomerMatcher.Compare(b, a))), iter: Runs);

    [Fact]
    public void Compare_AnyTwo_ScoresInRangeAndFindsByKeys() => Gen.Select(Customer, Customer).Sample((a, b) =>
    {
        var match = CustomerMatcher.Compare(a, b);
        Assert.InRange(match.Score, 0, 1);
        Assert.Equal(match.Verdict == Verdict.None, match.Score == 0);
        Assert.True(match.Verdict == Verdict.Possible || match.Verdict == Verdict.None == (match.MatchedKeys.Count == 0)); // what is certain is found in an index
        Assert.Equal(match.Verdict == Verdict.None, match.Reasons.Count == 0);
    }, iter: Runs);

    [Fact]
    public void Compare_NamesWithoutLetters_AreNotAlikeForNoReason()
    {
        var match = CustomerMatcher.Compare(Named("x\uFFFD"), Named("\uFFFD"));
        Assert.Equal((Verdict.None, 0), (match.Verdict, match.Reasons.Count));
    }

    [Fact]
    public void Of_AnyCustomer_GivesFewStorableKeysAndAlwaysTheSame() => Customer.Sample(customer =>
    {
        var keys = CustomerKeys.Of(customer).Select(key => key.ToString()).ToList();
        Assert.True(keys.Count <= CustomerKeys.Most);
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(keys, CustomerKeys.Of(customer).Select(key => key.ToString()));
        Assert.All(keys, key => Assert.True(key.Length < 300 && key.AsSpan().IndexOfAny("/\\?#") < 0, key));
    }, iter: Runs);

    [Fact]
    public void IndexedCustomer_OfAny_HasFewStorableKeysAndAFingerprintThatGivesTheSame() => Customer.Sample(customer =>
    {
        var indexed = IndexedCustomer.Of(customer);

        Assert.True(indexed.Keys.Count <= IndexedCustomer.MostKeys && CandidateLookup.For(customer).Keys.Count <= CandidateLookup.MostReads);
        Assert.Equal(indexed.Keys.Distinct(), indexed.Keys);
        Assert.All(indexed.Keys, key => Assert.True(key.Text.Length <= 60 && key.Text.AsSpan().IndexOfAny("/\\?#") < 0, key.Text));
        Assert.Equal(indexed.Fingerprint, CustomerTraits.FromFingerprint(indexed.Fingerprint).ToFingerprint());
    }, iter: Runs);

    [Fact]
    public void Judge_AnyAmongAny_NeverFailsAndIsWhatAnyOrderGives() => Gen.Select(Customer, Customer.Array[0, 12]).Sample((customer, others) =>
    {
        var lookup = CandidateLookup.For(customer);
        var postings = others.Select((other, number) => new Posting($"C{number}", IndexedCustomer.Of(other).Fingerprint)).ToList();

        var found = lookup.Judge(lookup.Keys.Select(key => new KeyPostings(key, postings)));

        Assert.Equal(found.Select(one => (one.Customer, Flat(one.Match))),
            lookup.Judge(lookup.Keys.Reverse().Select(key => new KeyPostings(key, [.. Enumerable.Reverse(postings)]))).Select(one => (one.Customer, Flat(one.Match))));
    }, iter: Runs / 5);

    [Fact]
    public void Read_AnyText_GivesEitherValueOrProblem() => Text.Sample(text =>
    {
        foreach (var reading in ReadAll(text!))
            Assert.True(reading.Value is null != reading.Problem is null);
    }, iter: Runs);

    [Theory]
    [InlineData("ä", 10_000)]
    [InlineData("a. ", 10_000)]
    [InlineData("\uD800", 10_000)]
    [InlineData("ﷺ", 10_000)]
    [InlineData("1", 10_000)]
    [InlineData(".", 10_000)]
    public void Parse_VeryLong_IsCutAndNeverFails(string part, int length)
    {
        var text = string.Concat(Enumerable.Repeat(part, length));

        Assert.True(CompanyNames.Parse(text, "DE").Core.Length <= 200);
        Assert.All(ReadAll(text), reading => Assert.False(reading.IsValid));
    }

    private static IdentifierReading[] ReadAll(string text) =>
    [
        Leis.Read(text), VatIds.Read(text, "DE"), VatIds.Read(text, null), DunsNumbers.Read(text), RegistrableDomains.Read(text),
        RegistrationNumbers.Read(text, "DE"), RegistrationNumbers.Read(text, "GB"),
    ];

    private static string Flat(DealFlow.Domain.Conflicts.Match match) =>
        $"{match.Verdict} {match.Score} {string.Join(' ', match.MatchedKeys)} {string.Join(' ', match.Reasons)}";

    private static CustomerFacts Named(string name) => new() { Name = name, Country = "US" };
}
