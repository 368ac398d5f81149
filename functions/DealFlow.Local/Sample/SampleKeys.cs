using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Local.Sample;

/// <summary>The keys of the sample. They are never stored: they open doors only while the host runs with its sample.</summary>
internal sealed class SampleKeys(IKeyStore stored) : IKeyStore
{
    private static readonly Dictionary<string, ApiKey> Keys = new Dictionary<string, KeyOwner>
    {
        ["dev-alpen-it"] = new(KeyOwnerKind.Partner, "alpen-it"),
        ["dev-nordlicht"] = new(KeyOwnerKind.Partner, "nordlicht"),
        ["dev-rheinwerk"] = new(KeyOwnerKind.Partner, "rheinwerk"),
        ["dev-contoso"] = new(KeyOwnerKind.Manufacturer, "contoso"),
        ["dev-fabrikam"] = new(KeyOwnerKind.Manufacturer, "fabrikam"),
    }.Select(pair => new ApiKey(ApiKey.HashOf(pair.Key), pair.Value, NodaConstants.UnixEpoch)).ToDictionary(key => key.Hash);

    public Task<ApiKey?> FindAsync(string hash, CancellationToken cancellation) =>
        Keys.TryGetValue(hash, out var key) ? Task.FromResult<ApiKey?>(key) : stored.FindAsync(hash, cancellation);

    public Task AddAsync(ApiKey key, CancellationToken cancellation) => stored.AddAsync(key, cancellation);

    public Task<IReadOnlyList<ApiKey>> ListAsync(KeyOwner owner, CancellationToken cancellation) => stored.ListAsync(owner, cancellation);

    public Task<bool> RevokeAsync(string id, KeyOwner owner, CancellationToken cancellation) => stored.RevokeAsync(id, owner, cancellation);
}
