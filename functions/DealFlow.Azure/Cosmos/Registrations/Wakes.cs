using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// Which orchestrations have still to learn of something. A mark is made before the write that it is for; one whose write never came about is taken
/// away by the sweep, once it is old enough that it cannot come any more.
/// </summary>
internal sealed class Wakes(Documents documents, Arbiter arbiter, IClock clock)
{
    private static readonly Duration LongestWrite = Duration.FromMinutes(10);

    /// <summary>Marks a registration for the write of a number.</summary>
    public Task AddAsync(Registration deal, long number, CancellationToken cancellation)
    {
        var at = clock.GetCurrentInstant();
        return documents.CreateAsync(
            new WakeDocument
            {
                Id = IdOf(deal.Id, number),
                Partition = WakeDocument.AllOfThem,
                Registration = deal.Id.Value,
                Manufacturer = deal.Manufacturer,
                Number = number,
                At = at,
                Order = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeTicks():D20}~{deal.Sequence:D12}~{deal.Id}"),
            }, cancellation);
    }

    /// <summary>Takes back a mark whose write was not made.</summary>
    public Task TakeBackAsync(RegistrationId id, long number, CancellationToken cancellation) =>
        documents.DeleteAsync(WakeDocument.AllOfThem, IdOf(id, number), cancellation);

    /// <summary>The orchestration knows of all writes up to a number.</summary>
    public async Task RemoveAsync(RegistrationId id, long number, CancellationToken cancellation)
    {
        var told = await documents.QueryAsync<string>(
            new Query(
                WakeDocument.AllOfThem, "SELECT VALUE c.id FROM c WHERE c.pk = @pk AND c.registration = @registration AND c.number <= @number",
                ("@registration", id.Value), ("@number", number)), cancellation);
        foreach (var mark in told)
            await documents.DeleteAsync(WakeDocument.AllOfThem, mark, cancellation);
    }

    /// <summary>Registrations that are marked, the oldest marks first. What a crash has left unfinished is finished here.</summary>
    public async Task<IReadOnlyList<StoredRegistration>> ListAsync(int limit, CancellationToken cancellation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {limit} * FROM c WHERE c.pk = @pk ORDER BY c[\"order\"]");
        var marks = await documents.QueryAsync<WakeDocument>(new Query(WakeDocument.AllOfThem, text), cancellation);
        var found = new List<StoredRegistration>();
        foreach (var ofOne in marks.GroupBy(mark => mark.Registration))
            if (await FindAsync(ofOne.First(), cancellation) is { } stored && ofOne.Any(mark => mark.Number <= stored.Number))
                found.Add(stored.Stored);
            else
                await ForgetAsync(ofOne, cancellation);
        return found;
    }

    private async Task<RegistrationDocument?> FindAsync(WakeDocument mark, CancellationToken cancellation)
    {
        var stored = await documents.ReadAsync<RegistrationDocument>(mark.Registration, mark.Registration, cancellation);
        if (stored is not null && stored.Number >= mark.Number)
            return stored;
        await arbiter.FinishAsync(mark.Manufacturer, cancellation);
        return await documents.ReadAsync<RegistrationDocument>(mark.Registration, mark.Registration, cancellation);
    }

    private async Task ForgetAsync(IEnumerable<WakeDocument> marks, CancellationToken cancellation)
    {
        foreach (var mark in marks.Where(mark => mark.At < clock.GetCurrentInstant() - LongestWrite))
            await documents.DeleteAsync(mark.Partition, mark.Id, cancellation);
    }

    private static string IdOf(RegistrationId id, long number) => string.Create(CultureInfo.InvariantCulture, $"wake:{id}:{number}");
}
