using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Looks customers up in the candidate index.</summary>
public sealed class CandidateSearch(ICandidateIndex index)
{
    /// <summary>Those of a manufacturer's customers that may be this one, the strongest first.</summary>
    public async Task<IReadOnlyList<FoundCustomer>> FindAsync(string manufacturer, CustomerFacts customer, CancellationToken cancellation)
    {
        var lookup = CandidateLookup.For(customer);
        return lookup.Judge(await index.ReadAsync(manufacturer, lookup.Keys, cancellation));
    }
}
