using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Azure.Mails;

/// <summary>
/// What SendGrid tells of mails: taken ones are noted as sent; one that came back or was dropped is shown on the timeline of each deal that it quoted,
/// and silence decides nothing there any more. Only what SendGrid has signed is believed. The same told again changes nothing.
/// </summary>
public sealed class SendGridWebhook
{
    /// <summary>The header of the signature.</summary>
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    /// <summary>The header of the time that was signed with the body.</summary>
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    private readonly byte[] _publicKey;
    private readonly ISentMails _sent;
    private readonly DealDesk _desk;

    /// <summary>Listens with the verification key that SendGrid shows for the webhook: base64, as it stands there.</summary>
    /// <exception cref="ArgumentException">The key cannot be read.</exception>
    public SendGridWebhook(string publicKey, ISentMails sent, DealDesk desk)
    {
        (_sent, _desk) = (sent, desk);
        _publicKey = IsKey(publicKey)
            ? Convert.FromBase64String(publicKey)
            : throw new ArgumentException("The webhook's verification key is not the text that SendGrid shows for it.", nameof(publicKey));
    }

    /// <summary>Whether a text is a verification key.</summary>
    public static bool IsKey(string text)
    {
        try
        {
            using var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            return true;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Takes events in. False: SendGrid has not signed this.</summary>
    public async Task<bool> HandleAsync(byte[] body, string? signature, string? timestamp, CancellationToken cancellation)
    {
        if (signature is null || timestamp is null || !IsSigned(body, signature, timestamp))
            return false;
        using var events = JsonDocument.Parse(body);
        foreach (var told in events.RootElement.EnumerateArray())
            if (TextOf(told, SendGridMailer.MailArgument) is { } mail)
                await HandleAsync(TextOf(told, "event"), mail, TextOf(told, SendGridMailer.DealsArgument), cancellation);
        return true;
    }

    private async Task HandleAsync(string? what, string mail, string? deals, CancellationToken cancellation)
    {
        if (what is "processed" or "delivered" or "deferred")
            await _sent.SentAsync(mail, cancellation);
        if (what is not ("bounce" or "dropped"))
            return;
        await _sent.SentAsync(mail, cancellation); // it was handed over; sending it again would end the same
        foreach (var name in (deals ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (RegistrationId.TryParse(name, out var id))
                await _desk.HandleAsync(id, (deal, context) => deal.HasEnded ? deal : deal.MailReturned(context.Now), cancellation);
    }

    private bool IsSigned(byte[] body, string signature, string timestamp)
    {
        var signed = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, signed, out var length))
            return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        byte[] text = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return key.VerifyData(text, signed.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static string? TextOf(JsonElement told, string name) =>
        told.ValueKind is JsonValueKind.Object && told.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
