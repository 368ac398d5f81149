namespace DealFlow.Domain.Conflicts;

/// <summary>
/// What a customer is found under: an identifier, its whole name, a rare word of it, a word with its town. ASCII without slash,
/// backslash, question mark and number sign.
/// </summary>
public readonly record struct CandidateKey(string Text)
{
    /// <summary>The key as a number that never changes, for stores that keep small keys. Two keys with one number cost a candidate too many, no wrong answer.</summary>
    public long Hash
    {
        get
        {
            var hash = 14695981039346656037UL; // FNV-1a
            foreach (var c in Text)
                hash = (hash ^ c) * 1099511628211UL;
            return unchecked((long)(hash ^ (hash >> 32)));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
