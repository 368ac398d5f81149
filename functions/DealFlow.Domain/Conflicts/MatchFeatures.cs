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
        to[(int)Feature.FewerWords] = Math.Min(a.Words.Length, b.Words.Length);
        to[(int)Feature.MoreWords] = Math.Abs(a.Words.Length - b.Words.Length);
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
        to[(int)Feature.RestLikeness] = names.OnlyA.Count == 0 || names.OnlyB.Count == 0 ? -1 : RestLikeness(names.OnlyA, names.OnlyB);
        to[(int)Feature.Trigrams] = WordSimilarity.Trigrams(a, b);
        to[(int)Feature.Initialisms] = names.Initialisms;
        to[(int)Feature.TownRarity] = TownRarity.Of(a.Town ?? b.Town);
        to[(int)Feature.Likeness] = NameTrees.OfLikeness.Sum(to);
    }

    private static float RestLikeness(List<LoneWord> a, List<LoneWord> b)
    {
        Span<char> one = stackalloc char[LongestJoined];
        Span<char> other = stackalloc char[LongestJoined];
        return JoinedLikeness(InOne(a, one), InOne(b, other));
    }

    /// <summary>The words without blanks, as far as they fit.</summary>
    private static Span<char> InOne(List<LoneWord> words, Span<char> to)
    {
        var length = 0;
        foreach (var word in words)
        {
            var part = word.Word.Folded.AsSpan(0, Math.Min(word.Word.Folded.Length, to.Length - length));
            part.CopyTo(to[length..]);
            length += part.Length;
        }
        return to[..length];
    }

    private static bool IsBranch(CustomerTraits name) => Array.Exists(name.Words, word => word.Facts.IsBranch);

    /// <summary>Fills in how each candidate stands among the others.</summary>
    /// <param name="recordsRepeat">Whether several may be records of one customer: then those of one name and town are no rivals.</param>
    public static void FillRivals(IReadOnlyList<(CustomerTraits Traits, float[] Features)> candidates, bool recordsRepeat = false)
    {
        const float Near = 0.5f;
        var likeness = Array.ConvertAll(candidates.ToArray(), candidate => candidate.Features[(int)Feature.Likeness]);
        var records = recordsRepeat ? RecordsOf(candidates) : Enumerable.Range(0, likeness.Length).ToArray();
        var best = BestOfRecords(records, likeness);
        for (var i = 0; i < likeness.Length; i++)
        {
            var (most, ties) = (Unlike, 0);
            for (var other = 0; other < best.Length; other++)
            {
                if (other == records[i])
                    continue;
                most = Math.Max(most, best[other]);
                ties += best[other] > likeness[i] - Near ? 1 : 0;
            }
            SetRivals(candidates[i].Features, most, ties);
        }
    }

    /// <summary>A number for each: the same for those of one name and town.</summary>
    private static int[] RecordsOf(IReadOnlyList<(CustomerTraits Traits, float[] Features)> candidates)
    {
        var numbers = new Dictionary<(string, string?), int>();
        var records = new int[candidates.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var named = (candidates[i].Traits.Joined, candidates[i].Traits.Town);
            if (!numbers.TryGetValue(named, out records[i]))
                numbers.Add(named, records[i] = numbers.Count);
        }
        return records;
    }

    private static float[] BestOfRecords(int[] records, float[] likeness)
    {
        var best = new float[records.Length == 0 ? 0 : records.Max() + 1];
        Array.Fill(best, float.NegativeInfinity);
        for (var i = 0; i < records.Length; i++)
            best[records[i]] = Math.Max(best[records[i]], likeness[i]);
        return best;
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
            slips += pair.Kind is WordMatch.Typo && pair.Word.Facts.IsKnown && pair.Other.Facts.IsKnown ? 1 : 0;
        }
        (to[(int)Feature.Common], to[(int)Feature.Alike], to[(int)Feature.LeastLikeness]) = (common, alike, least);
        (to[(int)Feature.RarestCommon], to[(int)Feature.TwoRarestCommon], to[(int)Feature.TellingCommon]) = (rarest, rarest + second, telling);
        (to[(int)Feature.KnownSlips], to[(int)Feature.Initials]) = (slips, initials);
        (to[(int)Feature.SoundsAlike], to[(int)Feature.OtherBeginning]) = (sounds, begins);
    }

    private static Rest Alone(List<LoneWord> words)
    {
        var rest = default(Rest);
        foreach (var (word, weight, _) in words)
        {
            var (facts, isGiven) = (word.Facts, word.Facts.IsGivenName);
            rest = new Rest(
                rest.Sum + weight, Math.Max(rest.Rarest, weight), isGiven ? rest.RarestNotGiven : Math.Max(rest.RarestNotGiven, weight),
                rest.Known + (weight > 0.2f && facts.IsKnown ? 1 : 0), rest.Numbers + (facts.IsNumber ? 1 : 0),
                rest.Given + (isGiven ? 1 : 0), rest.Countries + (facts.IsCountry ? 1 : 0));
        }
        return rest;
    }

    /// <summary>What only one name has.</summary>
    private readonly record struct Rest(float Sum, float Rarest, float RarestNotGiven, int Known, int Numbers, int Given, int Countries);

    private static float JoinedLikeness(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var x = a[..Math.Min(a.Length, LongestJoined)];
        var y = b[..Math.Min(b.Length, LongestJoined)];
        var longest = Math.Max(x.Length, y.Length);
        return longest == 0 ? 0 : 1 - ((float)LetterEdits.Between(x, y) / longest);
    }
}
