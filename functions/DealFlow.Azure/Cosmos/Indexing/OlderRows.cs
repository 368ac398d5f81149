using System.Globalization;
using DealFlow.Azure.Cosmos.Registrations;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Azure.Cosmos.Indexing;

/// <summary>
/// Rows of registrations, alive or won, whose customers are indexed under another version. A row that the arbiter writes meanwhile has the present version
/// by that (<see cref="ArbitratedSaving"/>); what it has decided before is written first.
/// </summary>
internal sealed class OlderRows(Documents documents, Arbiter arbiter)
{
    private const string Older =
        "FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.facts.holds = true AND (NOT IS_DEFINED(c.indexVersion) OR c.indexVersion != @version)";

    public async Task<bool> AnyAsync(CancellationToken cancellation) => (await FindAsync(1, cancellation)).Count > 0;

    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        long count = 0;
        foreach (var manufacturer in await arbiter.ManufacturersAsync(cancellation))
        {
            await arbiter.FinishAsync(manufacturer, cancellation);
            count += (await documents.QueryAsync<long>(QueryOf(manufacturer, "SELECT VALUE COUNT(1)"), cancellation)).Sum();
        }

        return count;
    }

    public async Task<Step> StepAsync(int most, CancellationToken cancellation)
    {
        var found = await FindAsync(most, cancellation);
        return new Step(found.Count, await IndexAsync(found, cancellation));
    }

    /// <summary>Of the first manufacturer that has some.</summary>
    private async Task<IReadOnlyList<DealRow>> FindAsync(int most, CancellationToken cancellation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {most} *");
        foreach (var manufacturer in await arbiter.ManufacturersAsync(cancellation))
        {
            await arbiter.FinishAsync(manufacturer, cancellation);
            if (await documents.QueryAsync<DealRow>(QueryOf(manufacturer, text), cancellation) is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    private async Task<int> IndexAsync(IReadOnlyList<DealRow> rows, CancellationToken cancellation)
    {
        var deals = (await documents.ReadAllAsync<RegistrationDocument>(rows.Select(row => (row.Registration.Value, row.Registration.Value)), cancellation))
            .ToDictionary(deal => deal.Body.Id, deal => deal.Body);
        var done = 0;
        foreach (var row in rows)
            if (await documents.ReplaceAsync(row.IndexedFor(deals[row.Registration].Lead.Customer), cancellation) is not null)
                done++;
        return done;
    }

    private static Query QueryOf(string manufacturer, string select) =>
        new(Names.Manufacturer(manufacturer), $"{select} {Older}", ("@version", IndexedCustomer.Version));
}
