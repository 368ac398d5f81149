using System.Text;

namespace DealFlow.Domain.Conflicts;

/// <summary>What a slip of the pen leaves of a word.</summary>
internal static class Sound
{
    /// <summary>The word without vowels and doubled letters, in the order of the alphabet for what is often mistaken.</summary>
    public static string? Of(string word)
    {
        if (word.Length < 4)
            return null;
        var left = new StringBuilder(word.Length);
        left.Append(word[0]);
        foreach (var c in word.AsSpan(1))
        {
            var letter = c switch { 'y' or 'a' or 'e' or 'i' or 'o' or 'u' or 'h' or 'j' => ' ', 'd' => 't', 'b' => 'p', 'g' or 'c' or 'q' => 'k', 'z' => 's', 'w' or 'f' => 'v', _ => c };
            if (letter != ' ' && left[^1] != letter)
                left.Append(letter);
        }
        return left.Length < 3 ? null : left.ToString();
    }
}
