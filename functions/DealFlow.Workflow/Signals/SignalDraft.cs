namespace DealFlow.Workflow.Signals;

/// <summary>A signal as a manufacturer's system wrote it, not yet judged. What was left out is null.</summary>
public sealed record SignalDraft(
    string? Program, SignalCustomerDraft? Customer, string? Kind, string? Title, string? Url, string? OccurredAt, string? ConsentBasis);

/// <summary>A customer as a manufacturer's system wrote it.</summary>
public sealed record SignalCustomerDraft(string? Name, string? Domain, string? Country, string? VatId);
