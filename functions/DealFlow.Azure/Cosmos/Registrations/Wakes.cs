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

    /// <summary>Marks a registration for the write of a number. Gives back the mark's id.</summary>
    public async Task<string> AddAsync(Registration deal, long number, CancellationToken cancellation)
    {
        var (at, id) = (clock.GetCurrentInstant(), string.Create(CultureInfo.InvariantCulture, $"wake:{deal.Id}:{number}:{Nonce.New()}"));
        await documents.CreateAsync(
            new WakeDocument
            {
                Id = id,
                Partition = WakeDocument.AllOfThem,
                Registration = deal.Id.Value,
                Manufacturer = deal.Manufacturer,
                Number = number,
                At = at,
                Order = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeTicks():D20}~{deal.Sequence:D12}~{deal.Id}"),
            }, cancellation);
        return id;
    }

    /// <summary>Takes back a mark whose write was not made, or of which nobody has to learn.</summary>
    public Task TakeBackAsync(string mark, CancellationToken cancellation) => documents.DeleteAsync(WakeDocument.AllOfThem, mark, cancellation);

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
        foreach (var manufacturer in marks.Select(mark => mark.Manufacturer).Distinct())
            await arbiter.FinishAsync(manufacturer, cancellation);
        var found = new List<StoredRegistration>();
        foreach (var ofOne in marks.GroupBy(mark => mark.Registration))
            if (await documents.ReadAsync<RegistrationDocument>(ofOne.Key, ofOne.Key, cancellation) is { } stored
                && ofOne.Any(mark => mark.Number <= stored.Number))
                found.Add(stored.Stored);
            else
                await ForgetAsync(ofOne, cancellation);
        return found;
    }

    private async Task ForgetAsync(IEnumerable<WakeDocument> marks, CancellationToken cancellation)
    {
        foreach (var mark in marks.Where(mark => mark.At < clock.GetCurrentInstant() - LongestWrite))
            await documents.DeleteAsync(mark.Partition, mark.Id, cancellation);
    }
}
