using System.Net;
using DealFlow.Azure.Cosmos;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>A process that ends in the middle of a decision, at each request in turn: what it leaves is the whole decision or nothing of it.</summary>
public sealed class BrokenOffTests(CosmosPlace place)
{
    private const int MoreThanAny = 60;
    private static readonly CustomerClaim Claim = new(["line:firewalls", "line:switches"], ["vatId:DE136695976"], ["vatId:DE136695976"]);
    private static readonly IdempotencyMark Mark = new("k", "body", Samples.Now + Duration.FromDays(30));
    private static readonly RegistrationQuery OfPartner = new("alpen-it", null, null, null, null, null, 10);
    private static readonly RegistrationQuery OfManufacturer = new(null, "contoso", null, null, null, null, 10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_BrokenOffAtAnyRequest_IsWholeOrNothing()
    {
        for (var requests = 0; requests < MoreThanAny; requests++)
        {
            var container = await place.NewContainerAsync();
            var isDone = await BreakOffAsync(container, requests, store => store.AddAsync(Request(1), Stop));

            await AssertWholeOrNothingAsync(new CosmosStores(container, new PortClock()).Registrations);
            if (isDone)
                return;
        }

        Assert.Fail("It never came to its end.");
    }

    [Fact]
    public async Task SaveAsync_SplitBrokenOffAtAnyRequest_IsWholeOrNothing()
    {
        for (var requests = 0; requests < MoreThanAny; requests++)
        {
            var container = await place.NewContainerAsync();
            var added = Assert.IsType<AddResult.Added>(await new CosmosStores(container, new PortClock()).Registrations.AddAsync(Request(1), Stop)).Stored;
            var part = new SplitOff(added.Registration with { Id = Samples.Id(2), SplitFrom = Samples.Id(1), Status = RegistrationStatus.Queued }, ["line:switches"]);
            var change = new RegistrationChange(added.Registration with { SplitInto = [Samples.Id(2)], Status = RegistrationStatus.Approved }, added.Stamp, true)
            {
                SplitOff = [part],
            };

            var isDone = await BreakOffAsync(container, requests, store => store.SaveAsync(change, Stop));

            await AssertSplitWhollyOrNotAsync(new CosmosStores(container, new PortClock()).Registrations, change);
            if (isDone)
                return;
        }

        Assert.Fail("It never came to its end.");
    }

    private static async Task AssertWholeOrNothingAsync(IRegistrationStore store)
    {
        var woken = await store.ToBeWokenAsync(10, Stop);
        var found = await store.FindAsync(Samples.Id(1), Stop);
        var expected = found is null ? 0 : 1;
        Assert.Equal(expected, woken.Count);
        Assert.Equal(expected, (await store.ListAsync(OfPartner, Stop)).Items.Count);
        Assert.Equal(expected, (await store.ListAsync(OfManufacturer, Stop)).Items.Count);

        var again = await store.AddAsync(Request(3), Stop);
        var accepted = found is null ? Assert.IsType<AddResult.Added>(again).Stored : Assert.IsType<AddResult.Repeated>(again).Stored;
        Assert.Equal((found is null ? Samples.Id(3) : Samples.Id(1), 1L), (accepted.Registration.Id, accepted.Registration.Sequence));
        Assert.Single((await store.ListAsync(OfPartner, Stop)).Items);
    }

    private static async Task AssertSplitWhollyOrNotAsync(IRegistrationStore store, RegistrationChange change)
    {
        await store.ToBeWokenAsync(10, Stop);
        var isSplit = (await store.FindAsync(Samples.Id(1), Stop))!.Registration.Status is RegistrationStatus.Approved;
        Assert.Equal(isSplit, await store.FindAsync(Samples.Id(2), Stop) is not null);
        Assert.Equal(isSplit ? 2 : 1, (await store.ListAsync(OfPartner, Stop)).Items.Count);
        Assert.Equal(isSplit ? 1 : 0, (await store.ListAsync(OfManufacturer with { Status = RegistrationStatus.Approved }, Stop)).Items.Count);
        Assert.Equal(!isSplit, await store.SaveAsync(change, Stop) is not null);
        Assert.Equal(2, (await store.ListAsync(OfManufacturer, Stop)).Items.Count);
    }

    /// <summary>True: it came to its end before so many requests.</summary>
    private async Task<bool> BreakOffAsync(Container container, int requests, Func<IRegistrationStore, Task> act)
    {
        var disturbed = await place.ThroughAsync(container, new EndsAfter(requests));
        using var client = disturbed.Database.Client;
        try
        {
            await act(new CosmosStores(disturbed, new PortClock()).Registrations);
            return true;
        }
        catch (CosmosException)
        {
            return false;
        }
    }

    private static NewRegistration Request(int number)
    {
        var deal = Samples.Deal(number);
        return new NewRegistration(deal with { Lead = deal.Lead with { Customer = deal.Lead.Customer with { VatId = "DE136695976" } } }, Claim, 10, Mark);
    }

    /// <summary>Lets so many requests for documents through, and then none.</summary>
    internal sealed class EndsAfter(int requests) : DelegatingHandler
    {
        private int _left = requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) || Interlocked.Decrement(ref _left) >= 0)
                return base.SendAsync(request, cancellationToken);
            return Task.FromResult(Ended(request));
        }

        public static HttpResponseMessage Ended(HttpRequestMessage request) => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"code":"ended","message":"the process has ended"}"""),
            RequestMessage = request,
        };
    }
}
