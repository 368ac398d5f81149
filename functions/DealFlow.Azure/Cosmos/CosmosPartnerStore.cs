using DealFlow.Workflow.Partners;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Memberships in Cosmos DB, in the partner's partition. What finds them otherwise, by manufacturer, by a mail address or because something is owed, is written before
/// them, and counts only where the membership says the same.
/// </summary>
public sealed class CosmosPartnerStore : IPartnerStore
{
    private const string AllThatOwe = "owing";
    private readonly Documents _documents;

    internal CosmosPartnerStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public async Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation) =>
        (await _documents.ReadAsync<MembershipDocument>(PartitionOf(partner), IdOf(manufacturer, partner), cancellation))?.Body;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Membership>> OfPartnerAsync(string partner, CancellationToken cancellation)
    {
        var found = await _documents.QueryAsync<MembershipDocument>(new Query(PartitionOf(partner), "SELECT * FROM c WHERE c.pk = @pk"), cancellation);
        return [.. found.Select(document => document.Body).OrderBy(membership => membership.Manufacturer, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Membership>> OfManufacturerAsync(string manufacturer, CancellationToken cancellation) =>
        [.. (await PointedToAsync(MembersOf(manufacturer), cancellation)).OrderBy(membership => membership.Partner, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation) =>
        [.. (await PointedToAsync(AddressOf(address), cancellation)).Where(membership => membership.Includes(address))
            .OrderBy(membership => membership.Partner, StringComparer.Ordinal).ThenBy(membership => membership.Manufacturer, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Membership membership, CancellationToken cancellation)
    {
        var id = IdOf(membership.Manufacturer, membership.Partner);
        var before = await _documents.ReadAsync<MembershipDocument>(PartitionOf(membership.Partner), id, cancellation);
        if ((before?.Body.Revision ?? 0) != membership.Revision)
            return false;
        var after = new MembershipDocument
        {
            Id = id,
            Partition = PartitionOf(membership.Partner),
            Stamp = before?.Stamp,
            Body = membership with { Revision = membership.Revision + 1 },
        };
        var (had, has) = (PointersOf(before?.Body), PointersOf(after.Body));
        await Task.WhenAll(has.Except(had).Select(place => _documents.PutAsync(PointerTo(membership, place), cancellation)));
        if ((before is null ? await _documents.CreateAsync(after, cancellation) : await _documents.ReplaceAsync(after, cancellation)) is null)
            return false;
        await Task.WhenAll(had.Except(has).Select(place => _documents.DeleteAsync(place, PointerTo(membership, place).Id, cancellation)));
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Membership>> OwingAsync(CancellationToken cancellation) =>
        [.. (await PointedToAsync(AllThatOwe, cancellation)).Where(membership => !membership.Owed.IsEmpty)
            .OrderBy(membership => membership.Manufacturer, StringComparer.Ordinal).ThenBy(membership => membership.Partner, StringComparer.Ordinal)];

    private async Task<IEnumerable<Membership>> PointedToAsync(string place, CancellationToken cancellation)
    {
        var pointers = await _documents.QueryAsync<PointerDocument>(new Query(place, "SELECT * FROM c WHERE c.pk = @pk"), cancellation);
        var found = await _documents.ReadAllAsync<MembershipDocument>(
            pointers.Select(pointer => (PartitionOf(pointer.Partner), IdOf(pointer.Manufacturer, pointer.Partner))), cancellation);
        return found.Select(document => document.Body);
    }

    /// <summary>The partitions in which there is a pointer to a membership.</summary>
    private static List<string> PointersOf(Membership? membership) => membership is null
        ? []
        :
        [
            .. membership.People.Prepend(membership.Mail).Select(AddressOf).Append(MembersOf(membership.Manufacturer))
                .Concat(membership.Owed.IsEmpty ? [] : [AllThatOwe]).Distinct(),
        ];

    private static PointerDocument PointerTo(Membership membership, string place) => new()
    {
        Id = $"{place}:{membership.Manufacturer}:{membership.Partner}",
        Partition = place,
        Manufacturer = membership.Manufacturer,
        Partner = membership.Partner,
    };

    private static string AddressOf(string address) => $"address:{Names.Hash(address.ToLowerInvariant())}";

    private static string MembersOf(string manufacturer) => $"members:{manufacturer}";

    private static string PartitionOf(string partner) => $"memberships:{partner}";

    private static string IdOf(string manufacturer, string partner) => $"membership:{manufacturer}:{partner}";

    private sealed record MembershipDocument : Document
    {
        public override string Kind => "membership";
        public required Membership Body { get; init; }
    }

    private sealed record PointerDocument : Document
    {
        public override string Kind => "membershipPointer";
        public required string Manufacturer { get; init; }
        public required string Partner { get; init; }
    }
}
