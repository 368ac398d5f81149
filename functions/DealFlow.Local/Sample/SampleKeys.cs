using DealFlow.Workflow.Keys;

namespace DealFlow.Local.Sample;

/// <summary>The keys of the sample. They are never stored: they open doors only while the host runs with its sample.</summary>
internal sealed class SampleKeys(IKeyStore stored) : IKeyStore
{
    private static readonly Dictionary<string, KeyOwner> Keys = new Dictionary<string, KeyOwner>
    {
        ["dev-alpen-it"] = new(KeyOwnerKind.Partner, "alpen-it"),
        ["dev-nordlicht"] = new(KeyOwnerKind.Partner, "nordlicht"),
        ["dev-rheinwerk"] = new(KeyOwnerKind.Partner, "rheinwerk"),
        ["dev-contoso"] = new(KeyOwnerKind.Manufacturer, "contoso"),
        ["dev-fabrikam"] = new(KeyOwnerKind.Manufacturer, "fabrikam"),
    }.ToDictionary(pair => ApiKeys.Hash(pair.Key), pair => pair.Value);

    public Task<KeyOwner?> FindAsync(string hash, CancellationToken cancellation) =>
        Keys.TryGetValue(hash, out var owner) ? Task.FromResult<KeyOwner?>(owner) : stored.FindAsync(hash, cancellation);

    public Task AddAsync(string hash, KeyOwner owner, CancellationToken cancellation) => stored.AddAsync(hash, owner, cancellation);
}
