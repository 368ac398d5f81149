using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow;

/// <summary>Unpredictable numbers, for ids and keys.</summary>
public interface IRandomness
{
    /// <summary>Random bytes of cryptographic quality.</summary>
    byte[] Bytes(int count);

    /// <summary>The id of a new registration. It may be taken; the store says so.</summary>
    RegistrationId NewRegistrationId() => RegistrationId.From(BitConverter.ToUInt64(Bytes(8)));
}

/// <summary>Settings that both hosts share.</summary>
/// <param name="PublicBaseUrl">What all links begin with, without a slash at the end. Never taken from a request.</param>
/// <param name="MailFrom">The sender's address of all mails.</param>
public sealed record DealFlowSettings(string PublicBaseUrl, string MailFrom)
{
    /// <summary>How long an idempotency key is kept.</summary>
    public static Duration IdempotencyKept { get; } = Duration.FromDays(30);
}
