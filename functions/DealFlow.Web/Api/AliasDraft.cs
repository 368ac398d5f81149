using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Api;

/// <summary>What a manufacturer says of two customers, not yet judged: of a registration's and a candidate of its check, or of two that are described.</summary>
internal sealed record AliasDraft(
    string? Verdict, string? Registration, (string? Kind, string? Id)? Candidate, IReadOnlyList<CustomerDraft?>? Customers)
{
    private const string Same = "same";
    private const string NotSame = "notSame";

    public static AliasDraft Read(JsonFields body)
    {
        (string?, string?)? candidate = null;
        var (verdict, registration) = (body.Text("verdict"), body.Text("registration"));
        body.Object("candidate", fields =>
        {
            candidate = (fields.Text("kind"), fields.Text("id"));
            return "";
        });
        return new AliasDraft(verdict, registration, candidate, body.Objects("customers", RegistrationJson.Customer));
    }

    /// <summary>What is said of a candidate; null: it is said of two customers that are described, or something is wrong.</summary>
    public (AliasVerdict Verdict, RegistrationId Registration, CandidateKind Kind, string Candidate)? OfCandidate(Values values)
    {
        if (Registration is null && Candidate is null)
            return null;
        if (Customers is not null)
            values.Add("customers", "Name either a registration with a candidate, or two customers.");
        var verdict = ReadVerdict(values);
        if (!RegistrationId.TryParse(Registration, out var registration))
            values.Add("registration", "Is required with a candidate: the id of a registration, as in DR-7K3F-9QXM.");
        var kind = Candidate?.Kind switch { "account" => CandidateKind.Account, "registration" => CandidateKind.Registration, _ => (CandidateKind?)null };
        if (kind is null)
            values.Add("candidate.kind", "Is account or registration, as in the registration's conflict report.");
        var id = values.Required("candidate.id", Candidate?.Id, 100, oneLine: true);
        return values.Any ? null : (verdict, registration, kind!.Value, id);
    }

    /// <summary>What is said of two customers that are described; null: something is wrong.</summary>
    public (AliasVerdict Verdict, CustomerFacts One, CustomerFacts Other)? OfCustomers(Values values)
    {
        var verdict = ReadVerdict(values);
        if (Customers is not [{ } one, { } other])
        {
            values.Add("customers", "Name two customers, or a registration with a candidate.");
            return null;
        }

        Judge("customers[0]", one, values);
        Judge("customers[1]", other, values);
        if (values.Any)
            return null;
        var (a, b) = (one.ToFacts(), other.ToFacts());
        if (a == b)
            values.Add("customers[1]", "Is described as the first one is.");
        return (verdict, a, b);
    }

    private AliasVerdict ReadVerdict(Values values)
    {
        if (Verdict is not (Same or NotSame))
            values.Add("verdict", $"Is {Same} or {NotSame}.");
        return Verdict == Same ? AliasVerdict.Same : AliasVerdict.NotSame;
    }

    private static void Judge(string path, CustomerDraft customer, Values values)
    {
        void Check(string name, string? text, Func<string, IdentifierReading> read)
        {
            values.Optional($"{path}.{name}", text, 200, oneLine: true);
            if (text is { Length: <= 200 } && read(text).Problem is { } problem)
                values.Add($"{path}.{name}", problem);
        }

        values.Required($"{path}.name", customer.Name, 200, oneLine: true);
        if (customer.Country is null || !Countries.IsKnown(customer.Country))
            values.Add($"{path}.country", "Is required: two capital letters of ISO 3166, as in DE.");
        Check("domain", customer.Domain, RegistrableDomains.Read);
        Check("vatId", customer.VatId, text => VatIds.Read(text, customer.Country));
        Check("dunsNumber", customer.DunsNumber, DunsNumbers.Read);
        Check("registrationNumber", customer.RegistrationNumber, text => RegistrationNumbers.Read(text, customer.Country ?? ""));
        values.Optional($"{path}.address.street", customer.Address?.Street, 200, oneLine: true);
        values.Optional($"{path}.address.postalCode", customer.Address?.PostalCode, 20, oneLine: true);
        values.Optional($"{path}.address.city", customer.Address?.City, 100, oneLine: true);
    }
}
