using System.Security.Cryptography;
using System.Text.Json;
using DealFlow.Local.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Links;

namespace DealFlow.Local.Hosting;

/// <summary>Random numbers of the operating system.</summary>
internal sealed class SystemRandomness : IRandomness
{
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}

/// <summary>The keys that sign links: made at the first start, and kept with the other state.</summary>
internal static class SigningKeys
{
    private const string Name = "signing-keys";

    public static async Task<TokenKeys> OpenAsync(LocalSettings settings, IRandomness randomness)
    {
        var fresh = new Dictionary<string, string> { ["k1"] = Convert.ToBase64String(randomness.Bytes(32)) };
        var json = await settings.GetOrAddAsync(Name, JsonSerializer.Serialize(fresh));
        var keys = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToDictionary(key => key.Key, key => Convert.FromBase64String(key.Value));
        return new TokenKeys(keys.Keys.Max(StringComparer.Ordinal)!, keys);
    }
}
