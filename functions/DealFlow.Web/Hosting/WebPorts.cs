using DealFlow.Web.Api;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
using DealFlow.Web.Pages;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;

namespace DealFlow.Web.Hosting;

/// <summary>What the API and the pages need from the world beside what the workflow needs.</summary>
public sealed record WebPorts
{
    /// <summary>What a manufacturer's people look at.</summary>
    public required IPipelineStore Pipeline { get; init; }

    /// <summary>API keys.</summary>
    public required IKeyStore Keys { get; init; }

    /// <summary>What signing in remembers.</summary>
    public required ISignInStore SignIn { get; init; }

    /// <summary>The sales material.</summary>
    public required ICollateral Collateral { get; init; }

    /// <summary>What hands the material out through this host; null: the storage does so itself.</summary>
    public ICollateralContent? Files { get; init; }

    /// <summary>Where the mail service tells what became of mails.</summary>
    public required Func<DealDesk, MailHookEndpoint> MailHook { get; init; }

    /// <summary>How to ask whether each part works.</summary>
    public required IReadOnlyList<HealthPart> Health { get; init; }

    /// <summary>How many requests are answered.</summary>
    public required RateLimits Limits { get; init; }

    /// <summary>The time that limits are counted by.</summary>
    public TimeProvider RequestTime { get; init; } = TimeProvider.System;

    /// <summary>What the start page says of this host; null: nothing.</summary>
    public HomeNotice? Notice { get; init; }
}
