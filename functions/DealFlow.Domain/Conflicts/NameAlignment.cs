namespace DealFlow.Domain.Conflicts;

/// <summary>A word of one name and what stands for it in the other.</summary>
internal readonly record struct AlignedWord(NameWord Word, NameWord Other, WordMatch Kind, float Likeness, float Weight);

/// <summary>A word that only one name has.</summary>
internal readonly record struct LoneWord(NameWord Word, float Weight, int Place);

/// <summary>Which words two names have in common, and which stand in one only.</summary>
internal sealed class NameAlignment
{
    /// <summary>What a word counts that stands after "Inhaber" or "Zweigniederlassung".</summary>
    private const float AfterwardsShare = 0.6f;

    private const int ShortestTown = 3, LeastOfTown = 4;

    private readonly List<AlignedWord> _pairs = [];
    private readonly List<LoneWord> _onlyA = [];
    private readonly List<LoneWord> _onlyB = [];

    /// <summary>Words in common, or alike.</summary>
    public List<AlignedWord> Pairs => _pairs;

    /// <summary>Words of the first name alone, the town left out.</summary>
    public List<LoneWord> OnlyA => _onlyA;

    /// <summary>Words of the second name alone, the town left out.</summary>
    public List<LoneWord> OnlyB => _onlyB;

    /// <summary>Whether the first words agree.</summary>
    public bool FirstAgrees { get; private set; }

    /// <summary>How many words that stand alone are the town of one of them.</summary>
    public int Towns { get; private set; }

    /// <summary>How many words that stand alone are the initials of words of either name.</summary>
    public int Initialisms { get; private set; }

    public static NameAlignment Of(CustomerTraits a, CustomerTraits b)
    {
        var alignment = new NameAlignment();
        Fill(alignment._onlyA, a);
        Fill(alignment._onlyB, b);
        alignment.TakeExact();
        alignment.TakeJoined(alignment._onlyA, alignment._onlyB);
        alignment.TakeJoined(alignment._onlyB, alignment._onlyA);
        alignment.TakeAlike();
        alignment.TakeTowns(alignment._onlyA, a.Town, b.Town);
        alignment.TakeTowns(alignment._onlyB, a.Town, b.Town);
        alignment.TakeInitialisms(alignment._onlyA, a, b);
        alignment.TakeInitialisms(alignment._onlyB, a, b);
        alignment.FirstAgrees = a.Words.Length > 0 && b.Words.Length > 0 && HasFirst(alignment._onlyA) && HasFirst(alignment._onlyB);
        return alignment;
    }

    private static void Fill(List<LoneWord> side, CustomerTraits name)
    {
        var isAfterwards = false;
        side.EnsureCapacity(name.Words.Length);
        for (var i = 0; i < name.Words.Length; i++)
        {
            var facts = name.Words[i].Facts;
            side.Add(new LoneWord(name.Words[i], facts.Weight * (isAfterwards ? AfterwardsShare : 1), i));
            isAfterwards |= i > 0 && facts.LeadsAway;
        }
    }

    /// <summary>Whether the first word of the name is not among those that only it has: they stand in the order of the name.</summary>
    private static bool HasFirst(List<LoneWord> alone) => alone.Count == 0 || alone[0].Place != 0;

    private static int IndexOf(List<LoneWord> side, string word)
    {
        for (var i = 0; i < side.Count; i++)
            if (side[i].Word.Folded == word)
                return i;
        return -1;
    }

    private void TakeExact()
    {
        for (var i = 0; i < _onlyA.Count; i++)
        {
            var word = _onlyA[i];
            var j = IndexOf(_onlyB, word.Word.Folded);
            if (j < 0)
                continue;
            _pairs.Add(new AlignedWord(word.Word, _onlyB[j].Word, WordMatch.Exact, 1, Math.Max(word.Weight, _onlyB[j].Weight)));
            _onlyA.RemoveAt(i--);
            _onlyB.RemoveAt(j);
        }
    }

    private void TakeJoined(List<LoneWord> apart, List<LoneWord> whole)
    {
        for (var i = 0; i + 1 < apart.Count; i++)
        {
            var (first, second) = (apart[i], apart[i + 1]);
            if (second.Place != first.Place + 1)
                continue;
            var j = IndexOfJoined(whole, first.Word.Folded, second.Word.Folded);
            if (j < 0)
                continue;
            _pairs.Add(new AlignedWord(whole[j].Word, whole[j].Word, WordMatch.Joined, 1, Math.Max(whole[j].Weight, Math.Max(first.Weight, second.Weight))));
            apart.RemoveRange(i, 2);
            whole.RemoveAt(j);
            i--;
        }
    }

    private static int IndexOfJoined(List<LoneWord> side, string first, string second)
    {
        for (var i = 0; i < side.Count; i++)
            if (IsJoined(first, second, side[i].Word.Folded))
                return i;
        return -1;
    }

    private static bool IsJoined(string first, string second, string whole) =>
        whole.Length == first.Length + second.Length && whole.StartsWith(first, StringComparison.Ordinal) && whole.EndsWith(second, StringComparison.Ordinal);

    /// <summary>The most alike first.</summary>
    private void TakeAlike()
    {
        if (_onlyA.Count == 0 || _onlyB.Count == 0)
            return;
        List<(int A, int B, WordMatch Kind, float Likeness)>? found = null;
        for (var i = 0; i < _onlyA.Count; i++)
            for (var j = 0; j < _onlyB.Count; j++)
                if (WordSimilarity.Of(_onlyA[i].Word, _onlyB[j].Word) is { Kind: not WordMatch.None } alike)
                    (found ??= []).Add((i, j, alike.Kind, alike.Likeness));
        if (found is null)
            return;

        Span<bool> takenA = stackalloc bool[_onlyA.Count];
        Span<bool> takenB = stackalloc bool[_onlyB.Count];
        foreach (var (i, j, kind, likeness) in found.Count == 1 ? found : found.OrderByDescending(pair => pair.Likeness).ToList())
        {
            if (takenA[i] || takenB[j])
                continue;
            (takenA[i], takenB[j]) = (true, true);
            var (a, b) = (_onlyA[i], _onlyB[j]);
            _pairs.Add(new AlignedWord(a.Word, b.Word, kind, likeness, kind is WordMatch.Initial ? Math.Min(a.Weight, b.Weight) : (a.Weight + b.Weight) / 2));
        }
        Keep(_onlyA, takenA);
        Keep(_onlyB, takenB);
    }

    private static void Keep(List<LoneWord> side, ReadOnlySpan<bool> taken)
    {
        for (var i = side.Count - 1; i >= 0; i--)
            if (taken[i])
                side.RemoveAt(i);
    }

    /// <summary>The Stadtwerke in Hotteln are the "Stadtwerke Hotteln", and the "Hottelner Stadtwerke".</summary>
    private void TakeTowns(List<LoneWord> side, string? one, string? other)
    {
        for (var i = side.Count - 1; i >= 0; i--)
            if (Names(side[i].Word.Folded, one) || Names(side[i].Word.Folded, other))
            {
                Towns++;
                side.RemoveAt(i);
            }
    }

    /// <summary>"SVG" says nothing more before "Straßenverkehrs-Genossenschaft".</summary>
    private void TakeInitialisms(List<LoneWord> side, CustomerTraits a, CustomerTraits b)
    {
        for (var i = side.Count - 1; i >= 0; i--)
            if (Acronyms.StandsFor(side[i].Word.Folded, a) || Acronyms.StandsFor(side[i].Word.Folded, b))
            {
                Initialisms++;
                side.RemoveAt(i);
            }
    }

    private static bool Names(string word, string? town) =>
        town is { Length: >= ShortestTown } && word.Length >= ShortestTown
        && ((town.StartsWith(word, StringComparison.Ordinal) && word.Length >= Math.Min(town.Length, LeastOfTown))
            || (word.Length - town.Length is 1 or 2 && word.StartsWith(town, StringComparison.Ordinal)));
}
