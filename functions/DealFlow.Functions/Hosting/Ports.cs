using DealFlow.Web.Api;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Hosting;

/// <summary>What the product needs from the world, all but the durable engine.</summary>
internal sealed record Ports
{
    public required IRegistrationStore Registrations { get; init; }

    public required IContactStore Contacts { get; init; }

    public required IAccountStore Accounts { get; init; }

    public required ICandidateIndex Candidates { get; init; }

    public required IAliasStore Aliases { get; init; }

    public required IPipelineStore Pipeline { get; init; }

    public required IPartnerStore Partners { get; init; }

    public required IKeyStore Keys { get; init; }

    public required ISignInStore SignIn { get; init; }

    public required ISignalStore Signals { get; init; }

    public required IDailyMailStore Daily { get; init; }

    public required IMailer Mailer { get; init; }

    public required Func<IProgramCatalog, ICollateral> Collateral { get; init; }

    public required Func<ILoggerFactory, INews> News { get; init; }

    public required Func<ILoggerFactory, IDealEvents> Events { get; init; }

    /// <summary>Where the mail service tells what became of mails.</summary>
    public required Func<DealDesk, MailHookEndpoint> MailHook { get; init; }

    /// <summary>How to ask whether each works.</summary>
    public required IReadOnlyList<HealthPart> Health { get; init; }
}
