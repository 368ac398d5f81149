using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Workflow.Hosting;

/// <summary>What the workflow needs from the world, all but the durable engine.</summary>
public sealed record Ports
{
    /// <summary>Registrations with their timelines.</summary>
    public required IRegistrationStore Registrations { get; init; }

    /// <summary>What is kept of contacts.</summary>
    public required IContactStore Contacts { get; init; }

    /// <summary>Imported accounts.</summary>
    public required IAccountStore Accounts { get; init; }

    /// <summary>Where imported accounts are found.</summary>
    public required ICandidateIndex Candidates { get; init; }

    /// <summary>What manufacturers have learned of customers.</summary>
    public required IAliasStore Aliases { get; init; }

    /// <summary>Memberships.</summary>
    public required IPartnerStore Partners { get; init; }

    /// <summary>Marketing signals.</summary>
    public required ISignalStore Signals { get; init; }

    /// <summary>What waits for daily mails.</summary>
    public required IDailyMailStore Daily { get; init; }

    /// <summary>How mails are written.</summary>
    public required IMailComposer Composer { get; init; }

    /// <summary>How mails leave.</summary>
    public required IMailer Mailer { get; init; }

    /// <summary>News for partners.</summary>
    public required INews News { get; init; }

    /// <summary>Where finance listens.</summary>
    public required IDealEvents Events { get; init; }

    /// <summary>Tells orchestrations that something has changed.</summary>
    public required IWaker Waker { get; init; }

    /// <summary>The programs.</summary>
    public required IProgramCatalog Programs { get; init; }

    /// <summary>Signs links.</summary>
    public required TokenSigner Signer { get; init; }

    /// <summary>Random numbers for ids and keys.</summary>
    public required IRandomness Randomness { get; init; }

    /// <summary>The product's clock.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Where is logged.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
