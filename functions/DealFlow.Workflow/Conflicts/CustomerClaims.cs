using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Conflicts;

/// <summary>What a registration claims of its customer.</summary>
public static class CustomerClaims
{
    /// <summary>The claim of a registration of these products: all keys of the customer, on each product line or on the program.</summary>
    public static CustomerClaim Of(CustomerFacts customer, IReadOnlyList<string> products, DealProgram program)
    {
        var keys = CustomerKeys.Of(customer);
        return new CustomerClaim(program.ScopesOf(products), [.. keys.Select(key => key.ToString())], [.. keys.Where(key => key.IsStrong).Select(key => key.ToString())])
        {
            Indexed = IndexedCustomer.Of(customer),
        };
    }

    /// <summary>All keys of a customer as stores keep them.</summary>
    public static IReadOnlyList<string> KeysOf(CustomerFacts customer) => [.. CustomerKeys.Of(customer).Select(key => key.ToString())];
}
