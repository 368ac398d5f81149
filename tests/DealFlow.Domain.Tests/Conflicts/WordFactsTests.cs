using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class WordFactsTests
{
    [Fact]
    public void Of_AnyWord_IsWhatTheListsSay() => Assert.All(
        WordRarity.AllListed.Concat(GivenNames.All).Concat(GroupRoles.AllWords).Concat(Acronyms.AllLeftOut).Concat(["", "x", "xy", "zirbelholz", "3", "12", "1000", "3m", "branch", "filiale"]),
        word => Assert.Equal(
            (word.Length > 0 ? WordRarity.Of(word) : WordRarity.Of("zirbelholz"), WordRarity.IsKnown(word), GivenNames.Has(word), WordRarity.IsCountry(word), word.Length > 0 && WordRarity.IsNumber(word),
                WordRarity.LeadsAway(word), GroupRoles.OfWord(word), Acronyms.LeavesOut(word)),
            WordFacts.Of(word) is var facts ? (facts.Weight, facts.IsKnown, facts.IsGivenName, facts.IsCountry, facts.IsNumber, facts.LeadsAway, facts.Role, facts.IsLeftOut) : default));
}
