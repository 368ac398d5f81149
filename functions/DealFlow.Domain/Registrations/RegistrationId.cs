using System.Diagnostics.CodeAnalysis;

namespace DealFlow.Domain.Registrations;

/// <summary>
/// <c>DR-</c> and two groups of four digits of Crockford's base 32, as in <c>DR-7K3F-9QXM</c>. It is also the orchestration's instance id,
/// and what a partner quotes to the order desk.
/// </summary>
public readonly record struct RegistrationId
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private RegistrationId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    public string Value { get; }

    /// <summary>The id made of the lowest 40 bits of a random number.</summary>
    public static RegistrationId From(ulong random)
    {
        Span<char> text = stackalloc char[12];
        "DR-".CopyTo(text);
        text[7] = '-';
        for (var place = 11; place > 2; place--)
        {
            if (place == 7)
                continue;
            text[place] = Digits[(int)(random & 31)];
            random >>= 5;
        }

        return new RegistrationId(new string(text));
    }

    /// <summary>Reads an id exactly as it is written by <see cref="From"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegistrationId id)
    {
        id = default;
        if (text is not { Length: 12 } || !text.StartsWith("DR-", StringComparison.Ordinal) || text[7] != '-')
            return false;
        foreach (var digit in text.AsSpan(3, 4))
            if (!Digits.Contains(digit, StringComparison.Ordinal))
                return false;
        foreach (var digit in text.AsSpan(8, 4))
            if (!Digits.Contains(digit, StringComparison.Ordinal))
                return false;
        id = new RegistrationId(text);
        return true;
    }

    /// <summary>Reads an id that the program itself has written.</summary>
    /// <exception cref="FormatException">The text is no registration id.</exception>
    public static RegistrationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no registration id.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
