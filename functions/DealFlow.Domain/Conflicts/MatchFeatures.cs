namespace DealFlow.Domain.Conflicts;

/// <summary>Computes what the trees look at.</summary>
internal static class MatchFeatures
{
    public static readonly int Count = Enum.GetValues<Feature>().Length;

    private const float Telling = 0.45f;
    private const int LongestJoined = 80;

    /// <summary>The likeness of one that is nothing like it.</summary>
    public const float Unlike = -8;

    public static void Fill(CustomerTraits a, CustomerTraits b, NameAlignment names, Span<float> to)
    {
        to.Clear();
        Weights(names, to);
        var (onlyA, onlyB) = (Alone(names.OnlyA), Alone(names.OnlyB));
        var common = to[(int)Feature.Common];
        to[(int)Feature.Union] = common / Math.Max(common + onlyA.Sum + onlyB.Sum + to[(int)Feature.Alike] / 4, 0.01f);
        to[(int)Feature.Cover] = common / Math.Max(common + Math.Min(onlyA.Sum, onlyB.Sum), 0.01f);
        to[(int)Feature.MoreAlone] = Math.Max(onlyA.Sum, onlyB.Sum);
        to[(int)Feature.LessAlone] = Math.Min(onlyA.Sum, onlyB.Sum);
        to[(int)Feature.RarestAlone] = Math.Max(onlyA.Rarest, onlyB.Rarest);
        to[(int)Feature.RarestAloneOfOther] = Math.Min(onlyA.Rarest, onlyB.Rarest);
        to[(int)Feature.Swapped] = Math.Min(onlyA.Known, onlyB.Known);
        to[(int)Feature.Numbers] = onlyA.Numbers + onlyB.Numbers;
        to[(int)Feature.GivenNames] = Math.Max(onlyA.Given, onlyB.Given);
        to[(int)Feature.OtherGivenNames] = Math.Min(onlyA.Given, onlyB.Given);
        to[(int)Feature.RarestAloneNotGiven] = Math.Max(onlyA.RarestNotGiven, onlyB.RarestNotGiven);
        to[(int)Feature.Countries] = onlyA.Countries + onlyB.Countries;
        to[(int)Feature.Joined] = JoinedLikeness(a.Joined, b.Joined);
        to[(int)Feature.FewerWords] = Math.Min(a.Words.Count, b.Words.Count);
        to[(int)Feature.MoreWords] = Math.Abs(a.Words.Count - b.Words.Count);
        to[(int)Feature.First] = names.FirstAgrees ? 1 : 0;
        to[(int)Feature.Form] = FormFamilies.Relation(a.LegalForm, b.LegalForm);
        to[(int)Feature.Families] = FormFamilies.Pair(a.LegalForm, b.LegalForm);
        to[(int)Feature.Branch] = IsBranch(a) == IsBranch(b) ? 0 : 1;
        to[(int)Feature.Town] = a.Town is null || b.Town is null ? 0 : a.Town == b.Town ? 1 : -1;
        to[(int)Feature.Role] = a.Role == b.Role ? 0 : a.Role is null || b.Role is null ? 1 : 2;
        to[(int)Feature.Acronym] = Acronyms.Between(a, b) ? 1 : 0;
        to[(int)Feature.Letters] = Math.Min(a.Joined.Length, b.Joined.Length);
        to[(int)Feature.TownInName] = names.Towns;
        to[(int)Feature.Rarest] = Math.Min(a.Rarest, b.Rarest);
        to[(int)Feature.RestLikeness] = names.OnlyA.Count == 0 || names.OnlyB.Count == 0 ? -1 : JoinedLikeness(InOne(names.OnlyA), InOne(names.OnlyB));
        to[(int)Feature.Trigrams] = WordSimilarity.Trigrams(a.Joined, b.Joined);
        to[(int)Feature.Initialisms] = names.Initialisms;
        to[(int)Feature.TownRarity] = TownRarity.Of(a.Town ?? b.Town);
        to[(int)Feature.Likeness] = NameTrees.OfLikeness.Sum(to);
    }

    private static string InOne(IReadOnlyList<LoneWord> words) => string.Concat(words.OrderBy(word => word.Place).Select(word => word.Word.Folded));

    private static bool IsBranch(CustomerTraits name) => name.Words.Any(word => word.Folded is "zweigniederlassung" or "niederlassung" or "filiale" or "branch");

    /// <summary>Fills in how each candidate stands among the others.</summary>
    /// <param name="recordsRepeat">Whether several may be records of one customer: then those of one name and town are no rivals.</param>
    public static void FillRivals(IReadOnlyList<(CustomerTraits Traits, float[] Features)> candidates, bool recordsRepeat = false)
    {
        const float Near = 0.5f;
        var all = candidates.Select(candidate => (candidate.Traits.Joined, candidate.Traits.Town, Likeness: candidate.Features[(int)Feature.Likeness])).ToList();
        var others = recordsRepeat ? all.GroupBy(other => (other.Joined, other.Town), (_, same) => same.MaxBy(other => other.Likeness)).ToList() : all;
        for (var i = 0; i < all.Count; i++)
        {
            var (best, ties) = (Unlike, 0);
            for (var j = 0; j < others.Count; j++)
            {
                if (recordsRepeat ? (others[j].Joined, others[j].Town) == (all[i].Joined, all[i].Town) : i == j)
                    continue;
                best = Math.Max(best, others[j].Likeness);
                ties += others[j].Likeness > all[i].Likeness - Near ? 1 : 0;
            }
            SetRivals(candidates[i].Features, best, ties);
        }
    }

    /// <summary>Says how alike the best of the others is, and how many are as much alike.</summary>
    public static void SetRivals(Span<float> features, float best, int ties) =>
        (features[(int)Feature.LookedUp], features[(int)Feature.Lead], features[(int)Feature.Ties]) = (1, features[(int)Feature.Likeness] - best, ties);

    private static void Weights(NameAlignment names, Span<float> to)
    {
        float common = 0, alike = 0, least = 1, rarest = 0, second = 0, telling = 0, slips = 0, initials = 0, sounds = 0, begins = 0;
        foreach (var pair in names.Pairs)
        {
            common += pair.Weight * pair.Likeness;
            if (pair.Kind is WordMatch.Exact or WordMatch.Joined)
            {
                (rarest, second) = pair.Weight > rarest ? (pair.Weight, rarest) : (rarest, Math.Max(second, pair.Weight));
                telling += pair.Weight > Telling ? 1 : 0;
                continue;
            }
            alike += pair.Weight;
            least = Math.Min(least, pair.Likeness);
            initials += pair.Kind is WordMatch.Initial ? 1 : 0;
            begins += pair.Word.Folded[0] != pair.Other.Folded[0] ? pair.Weight : 0;
            sounds += Sound.Of(pair.Word.Folded) is { } sound && sound == Sound.Of(pair.Other.Folded) ? pair.Weight : 0;
            slips += pair.Kind is WordMatch.Typo && WordRarity.IsKnown(pair.Word.Folded) && WordRarity.IsKnown(pair.Other.Folded) ? 1 : 0;
        }
        (to[(int)Feature.Common], to[(int)Feature.Alike], to[(int)Feature.LeastLikeness]) = (common, alike, least);
        (to[(int)Feature.RarestCommon], to[(int)Feature.TwoRarestCommon], to[(int)Feature.TellingCommon]) = (rarest, rarest + second, telling);
        (to[(int)Feature.KnownSlips], to[(int)Feature.Initials]) = (slips, initials);
        (to[(int)Feature.SoundsAlike], to[(int)Feature.OtherBeginning]) = (sounds, begins);
    }

    private static Rest Alone(IReadOnlyList<LoneWord> words)
    {
        var rest = default(Rest);
        foreach (var (word, weight, _) in words)
        {
            var isGiven = GivenNames.Has(word.Folded);
            rest = new Rest(
                rest.Sum + weight, Math.Max(rest.Rarest, weight), isGiven ? rest.RarestNotGiven : Math.Max(rest.RarestNotGiven, weight),
                rest.Known + (weight > 0.2f && WordRarity.IsKnown(word.Folded) ? 1 : 0), rest.Numbers + (WordRarity.IsNumber(word.Folded) ? 1 : 0),
                rest.Given + (isGiven ? 1 : 0), rest.Countries + (WordRarity.IsCountry(word.Folded) ? 1 : 0));
        }
        return rest;
    }

    /// <summary>What only one name has.</summary>
    private readonly record struct Rest(float Sum, float Rarest, float RarestNotGiven, int Known, int Numbers, int Given, int Countries);

    private static float JoinedLikeness(string a, string b)
    {
        var x = a.AsSpan(0, Math.Min(a.Length, LongestJoined));
        var y = b.AsSpan(0, Math.Min(b.Length, LongestJoined));
        var longest = Math.Max(x.Length, y.Length);
        return longest == 0 ? 0 : 1 - ((float)WordSimilarity.Edits(x, y) / longest);
    }
}
