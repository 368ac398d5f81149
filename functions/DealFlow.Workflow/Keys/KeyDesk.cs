using DealFlow.Workflow.Partners;
using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Workflow.Keys;

/// <summary>
/// What keys open, and where a partner's people make and revoke them. A manufacturer writes who may sign in for a partner, so it could name itself:
/// what a person makes reaches no further than the person, and a person sees and revokes only what lies within its own reach.
/// </summary>
public sealed class KeyDesk(IKeyStore keys, IPartnerStore partners, IRandomness randomness, IClock clock)
{
    /// <summary>The most keys that one person may have made for a partner and not revoked.</summary>
    public const int MostOfAPerson = 20;

    /// <summary>Whose key has this hash, and how far it reaches now; null: it is unknown or revoked. Remembers the use.</summary>
    public async Task<(KeyOwner Owner, Reach Reach)?> FindAsync(string hash, CancellationToken cancellation)
    {
        if (await keys.FindAsync(hash, cancellation) is not { } key)
            return null;
        return (key.Owner, key.Maker is null ? Reach.All : Reach.To(ReachOf(key, await partners.OfPartnerAsync(key.Owner.Id, cancellation))));
    }

    /// <summary>All keys of an owner, oldest first, revoked ones too: for the operator.</summary>
    public async Task<IReadOnlyList<KnownKey>> ListAsync(KeyOwner owner, CancellationToken cancellation)
    {
        var all = await keys.ListAsync(owner, cancellation);
        if (owner.Kind is KeyOwnerKind.Manufacturer)
            return [.. all.Select(key => new KnownKey(key, [owner.Id]))];
        var memberships = await partners.OfPartnerAsync(owner.Id, cancellation);
        return [.. all.Select(key => new KnownKey(key, ReachOf(key, memberships)))];
    }

    /// <summary>The keys that lie within a person's reach.</summary>
    public async Task<IReadOnlyList<KnownKey>> ListAsync(PartnerSide person, CancellationToken cancellation) =>
        [.. (await ListAsync(OwnerOf(person), cancellation)).Where(known => known.Manufacturers.All(person.Reach.Includes))];

    /// <summary>Makes a key that reaches all that its owner does: for the operator.</summary>
    public async Task<string> MakeAsync(KeyOwner owner, string label, CancellationToken cancellation)
    {
        var key = ApiKey.From(randomness.Bytes(32));
        await AddAsync(key, owner, label, null, cancellation);
        return key;
    }

    /// <summary>
    /// Makes a key and gives it back, for this once. Null: the person has as many as there may be. The same seed again gives the same key, so that a
    /// form that is sent twice makes one; where that was revoked meanwhile, it gives another.
    /// </summary>
    /// <param name="label">What the person calls it.</param>
    /// <param name="seed">32 bytes that nobody can guess.</param>
    public async Task<string?> MakeAsync(PartnerSide person, string label, byte[] seed, CancellationToken cancellation)
    {
        var known = await keys.ListAsync(OwnerOf(person), cancellation);
        var key = ApiKey.From(seed);
        if (known.FirstOrDefault(one => one.Hash == ApiKey.HashOf(key)) is { } same)
        {
            if (same.RevokedAt is null)
                return key;
            key = ApiKey.From(randomness.Bytes(32));
        }

        if (known.Count(one => one.RevokedAt is null && IsOf(one, person)) >= MostOfAPerson)
            return null;
        await AddAsync(key, OwnerOf(person), label, new KeyMaker(person.Address, [.. person.Memberships.Select(membership => membership.Manufacturer)]), cancellation);
        return key;
    }

    /// <summary>Revokes a key. False: the person knows of no such key that is still good.</summary>
    public async Task<bool> RevokeAsync(PartnerSide person, string id, CancellationToken cancellation) =>
        (await ListAsync(person, cancellation)).Any(known => known.Key.Id == id) && await keys.RevokeAsync(id, OwnerOf(person), cancellation);

    private Task AddAsync(string key, KeyOwner owner, string label, KeyMaker? maker, CancellationToken cancellation) =>
        keys.AddAsync(new ApiKey(ApiKey.HashOf(key), owner, clock.GetCurrentInstant()) { Label = label, Maker = maker }, cancellation);

    /// <summary>The manufacturers that a partner's key reaches as its memberships are now.</summary>
    private static List<string> ReachOf(ApiKey key, IReadOnlyList<Membership> memberships) =>
    [
        .. memberships.Where(membership => key.Maker is not { } maker || maker.Manufacturers.Contains(membership.Manufacturer) || membership.Includes(maker.Person))
            .Select(membership => membership.Manufacturer),
    ];

    private static bool IsOf(ApiKey key, PartnerSide person) => string.Equals(key.Maker?.Person, person.Address, StringComparison.OrdinalIgnoreCase);

    private static KeyOwner OwnerOf(PartnerSide person) => new(KeyOwnerKind.Partner, person.Partner);
}

/// <summary>A key, with the manufacturers that it reaches now.</summary>
public sealed record KnownKey(ApiKey Key, IReadOnlyList<string> Manufacturers);
