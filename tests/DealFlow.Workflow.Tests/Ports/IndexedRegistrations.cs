using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>Registrations that share no key of their claims, and find each other by the candidate index alone.</summary>
public static class IndexedRegistrations
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Registration> AddIndexedAsync(this IRegistrationStore store, int number, CustomerFacts customer)
    {
        var deal = Samples.Deal(number, $"p{number}");
        var claim = new CustomerClaim(["line:firewalls"], [$"vatId:{number}"], []) { Indexed = IndexedCustomer.Of(customer) };
        var added = await store.AddAsync(new NewRegistration(deal with { Lead = deal.Lead with { Customer = customer } }, claim, 1000, null), Stop);
        return Assert.IsType<AddResult.Added>(added).Stored.Registration;
    }

    public static Task<IReadOnlyList<Registration>> SimilarAsync(this IRegistrationStore store, Registration deal) =>
        store.RivalsAsync(deal, new RivalSearch(CandidateLookup.For(deal.Lead.Customer), []), Stop);
}
