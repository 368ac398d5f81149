using System.Text.Json;
using DealFlow.Local.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Local.Hosting;

/// <summary>
/// The keys that sign links: made at the first start, and kept with the other state. Each use reads them, so that a rotation by another process
/// counts at once.
/// </summary>
internal sealed class SigningKeys
{
    private const string Name = "signing-keys";
    private readonly LocalSettings _settings;
    private readonly IClock _clock;
    private (string Json, KeyRing Ring) _read;

    private SigningKeys(LocalSettings settings, IClock clock, string json) =>
        (_settings, _clock, _read) = (settings, clock, (json, KeyRing.Read(json)));

    /// <summary>How long older keys verify where nothing else is said: longer than a deal that is protected and extended.</summary>
    public static Duration UsualOverlap { get; } = Duration.FromDays(400);

    public static async Task<SigningKeys> OpenAsync(LocalSettings settings, IRandomness randomness, IClock clock) =>
        new(settings, clock, await settings.ChangeAsync(Name, json => RingOf(json, randomness).Write()));

    /// <summary>The keys that are good now.</summary>
    public TokenKeys Current()
    {
        var read = _read;
        if (_settings.Get(Name) is { } json && json != read.Json)
            _read = read = (json, KeyRing.Read(json));
        return read.Ring.At(_clock.GetCurrentInstant());
    }

    /// <summary>Makes a new key. Gives back all keys that are good now.</summary>
    public static async Task<KeyRing> RotateAsync(LocalSettings settings, IRandomness randomness, Instant now, Duration overlap) =>
        KeyRing.Read(await settings.ChangeAsync(
            Name, json => RingOf(json, randomness).Rotate(randomness.Bytes(KeyRing.LeastBytes), now, overlap).Write()));

    /// <summary>The keys as they are kept, in the form of the first version too; a first one where there is none.</summary>
    private static KeyRing RingOf(string? json, IRandomness randomness) => json switch
    {
        null => KeyRing.Of("k1", randomness.Bytes(KeyRing.LeastBytes)),
        ['{', ..] when JsonSerializer.Deserialize<Dictionary<string, byte[]>>(json) is { Count: 1 } first => KeyRing.Of(first.Single().Key, first.Single().Value),
        _ => KeyRing.Read(json),
    };
}
