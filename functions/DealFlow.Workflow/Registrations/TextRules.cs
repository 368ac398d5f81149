using System.Buffers;
using System.Net.Mail;
using System.Text;
using FluentValidation;

namespace DealFlow.Workflow.Registrations;

/// <summary>What every text from outside must keep to, so that it can be shown, mailed and stored as it is.</summary>
public static class TextRules
{
    private static readonly SearchValues<char> Structure = SearchValues.Create(" ,;<>\"()\\");

    /// <summary>One line: not blank where given, not too long, no control or text-direction characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || !string.IsNullOrWhiteSpace(text)).WithMessage("Must not be blank; leave it out or send null instead.")
        .Must(text => text is null || text.Length <= longest).WithMessage($"Must have {longest} characters at most.")
        .Must(text => text is null || IsClean(text, false)).WithMessage("Must not contain control characters, line breaks or text-direction marks.");

    /// <summary>Several lines: as <see cref="Line"/>, but line breaks and tabs are welcome.</summary>
    public static IRuleBuilderOptions<T, string?> Paragraph<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || !string.IsNullOrWhiteSpace(text)).WithMessage("Must not be blank; leave it out or send null instead.")
        .Must(text => text is null || text.Length <= longest).WithMessage($"Must have {longest} characters at most.")
        .Must(text => text is null || IsClean(text, true)).WithMessage("Must not contain control characters or text-direction marks.");

    /// <summary>Whether a text has no control characters (but line breaks and tabs, where allowed), no bidi controls, no broken surrogates and no code points that are no characters.</summary>
    public static bool IsClean(string text, bool lineBreaks)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsControl(character) && !(lineBreaks && character is ('\n' or '\r' or '\t')))
                return false;
            if (character is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFEFF')
                return false;
            if (!Rune.TryGetRuneAt(text, index, out var rune) || IsNonCharacter(rune.Value))
                return false;
            index += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    /// <summary>Code points that Unicode will never give to a character; text that has one cannot be normalised.</summary>
    private static bool IsNonCharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Whether a text is one plain mail address: nothing that could reach a header.</summary>
    public static bool IsMailAddress(string text) =>
        text.Length <= 254 && IsClean(text, false) && !text.AsSpan().ContainsAny(Structure) && text.LastIndexOf('@') is > 0 and < 65
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
