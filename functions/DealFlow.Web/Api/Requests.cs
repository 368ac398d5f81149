using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Api;

// The bodies of requests as the OpenAPI document shows them. They are read member by member, so that every mistake is reported with its path.

/// <summary>A deal to register. One of domain, vatId, registrationNumber, dunsNumber or a full address is needed.</summary>
internal sealed record RegistrationRequest(
    string Program, CustomerRequest Customer, ContactDraft? Contact, IReadOnlyList<string> Products, MoneyRequest EstimatedValue, string ExpectedCloseOn,
    string Activity, string? DealType, string? Distributor, string? PartnerReference, string? Notes, string? Language);

/// <summary>The customer.</summary>
internal sealed record CustomerRequest(
    string Name, string Country, string? Domain, string? VatId, string? DunsNumber, string? RegistrationNumber, AddressDraft? Address);

/// <summary>Money: digits with a point, and three letters of ISO 4217.</summary>
internal sealed record MoneyRequest(string Amount, string Currency);

/// <summary>A decision. A rejection, refusal or dispute needs a reason, a request for information a question.</summary>
internal sealed record DecisionRequest(string Token, string Decision, string? Reason, string? Question);

/// <summary>A report of progress. <paramref name="ExpectedCloseOn"/> is <c>yyyy-MM-dd</c>.</summary>
internal sealed record ProgressRequest(string Note, string? ExpectedCloseOn, bool? HelpWanted);

/// <summary>An answer to the manufacturer's question.</summary>
internal sealed record AnswerRequest(string Text);

/// <summary>An invoice, or a credit where lines are negative. The number counts once.</summary>
internal sealed record InvoiceRequest(string Number, string InvoicedOn, IReadOnlyList<CloseLine> Lines);

/// <summary>A reason.</summary>
internal sealed record ReasonRequest(string? Reason);

/// <summary>A win (<c>won</c>: signedOn, orderNumber, netAmount, perhaps lines that add up) or a loss (<c>lost</c>: reason, perhaps a comment).</summary>
internal sealed record CloseRequest(
    string Outcome, string? SignedOn, string? OrderNumber, MoneyRequest? NetAmount, IReadOnlyList<CloseLine>? Lines, string? Reason, string? Comment);

/// <summary>The net of one product.</summary>
internal sealed record CloseLine(string Product, MoneyRequest Net);

/// <summary>An account to import.</summary>
internal sealed record AccountRequest(
    string Id, string Name, string Country, string? City, string? Street, string? PostalCode, string? Domain, string? VatId, string? Kind, string? Owner,
    string? ValidUntil);

/// <summary>
/// What is said of two customers, <c>same</c> or <c>notSame</c>: of a registration's and a candidate of its conflict report, or of two customers that are
/// described.
/// </summary>
internal sealed record AliasRequest(string Verdict, string? Registration, AliasCandidate? Candidate, IReadOnlyList<CustomerRequest>? Customers);

/// <summary>A candidate of a conflict report: <c>account</c> or <c>registration</c>, and its id.</summary>
internal sealed record AliasCandidate(string Kind, string Id);

/// <summary>A membership to make or change.</summary>
internal sealed record MembershipRequest(
    string Name, string Tier, string? Language, string Mail, IReadOnlyList<string>? People, string? VendorNumber, IReadOnlyList<string>? Programs);

/// <summary>A marketing signal; several are sent as a list. <paramref name="OccurredAt"/> is an ISO 8601 time.</summary>
internal sealed record SignalRequest(
    string Program, SignalCustomerRequest Customer, string Kind, string Title, string? Url, string OccurredAt, string ConsentBasis);

/// <summary>The customer that a signal is of. It is passed on where domain or vatId make the match certain.</summary>
internal sealed record SignalCustomerRequest(string Name, string? Domain, string Country, string? VatId);
