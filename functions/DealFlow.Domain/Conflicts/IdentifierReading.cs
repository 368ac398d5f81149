using System.Diagnostics.CodeAnalysis;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// The result of reading an identifier: its normal form, or what is wrong with it. The problem is an English sentence for the
/// person who typed it and says what to do; it never repeats the whole input.
/// </summary>
public readonly record struct IdentifierReading(string? Value, string? Problem)
{
    /// <summary>True if there is a normal form.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Value is not null;

    internal static IdentifierReading Of(string value) => new(value, null);

    internal static IdentifierReading Bad(string problem) => new(null, problem);
}
