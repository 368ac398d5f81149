namespace DealFlow.Domain.Conflicts;

/// <summary>Names made of the first letters of another.</summary>
internal static class Acronyms
{
    private const int Shortest = 2, Longest = 7, LongestOfOneWord = 3, ShortestWithin = 3;

    /// <summary>Words that initials leave out.</summary>
    private static readonly HashSet<string> LeftOut = ["deutschland", "germany", "international", "europe", "holding", "group", "corporation", "company", "fur", "von", "for", "de", "la"];

    public static IEnumerable<string> AllLeftOut => LeftOut;

    /// <summary>True of a word that initials leave out.</summary>
    public static bool LeavesOut(string word) => LeftOut.Contains(word);

    /// <summary>True if one name is one short word of the other's first letters, or letters of its one word. Many companies have the same ones, so it is a hint at most.</summary>
    public static bool Between(CustomerTraits a, CustomerTraits b) => Stands(a, b) || Stands(b, a);

    /// <summary>The first letters of a name of a few words; null of any other.</summary>
    public static string? Of(CustomerTraits name) =>
        name.Words.Length is >= Shortest and <= Longest ? string.Concat(name.Words.Select(word => word.Folded[0])) : null;

    /// <summary>True if the name is one word so short that it may be initials.</summary>
    public static bool IsOne(CustomerTraits name) => name.Words.Length == 1 && name.Words[0].Folded.Length is >= Shortest and <= Longest;

    /// <summary>True if a short word is the first letters of words that follow each other in a name.</summary>
    public static bool StandsFor(string letters, CustomerTraits name)
    {
        if (letters.Length is < ShortestWithin or > Longest || name.Words.Length < letters.Length)
            return false;
        for (var first = 0; first + letters.Length <= name.Words.Length; first++)
        {
            var at = 0;
            while (at < letters.Length && name.Words[first + at].Folded[0] == letters[at])
                at++;
            if (at == letters.Length)
                return true;
        }
        return false;
    }

    private static bool Stands(CustomerTraits letters, CustomerTraits name)
    {
        if (letters.Words.Length == 0 || letters.Words[0].Folded.Length is < Shortest or > Longest || Array.Exists(letters.Words[1..], word => !word.Facts.IsLeftOut))
            return false;
        var initials = letters.Words[0].Folded;
        return AreInitials(initials, name.Words, withLeftOut: true) || AreInitials(initials, name.Words, withLeftOut: false)
            || (initials.Length <= LongestOfOneWord && name.Words.Length is 1 or 2 && name.Words[^1].Folded[0] is var last && (name.Words.Length == 1 || last == initials[^1])
                && IsWithin(initials, name.Joined));
    }

    private static bool AreInitials(string letters, NameWord[] words, bool withLeftOut)
    {
        var at = 0;
        foreach (var word in words)
            if (withLeftOut || !word.Facts.IsLeftOut)
                if (at == letters.Length || word.Folded[0] != letters[at++])
                    return false;
        return at == letters.Length;
    }

    /// <summary>"VW" in "Volkswagen" and "PwC" in "Pricewaterhouse Coopers": the first letter, and the others in their order.</summary>
    private static bool IsWithin(string letters, string word)
    {
        if (word.Length < 3 * letters.Length || word[0] != letters[0])
            return false;
        var next = 0;
        foreach (var c in word)
            next += next < letters.Length && c == letters[next] ? 1 : 0;
        return next == letters.Length;
    }
}
