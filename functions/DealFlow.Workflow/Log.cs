using Microsoft.Extensions.Logging;

namespace DealFlow.Workflow;

/// <summary>Log messages of the workflow: ids and counts only, never what a person wrote, a mail address or a token.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The conflict check of {Registration} could not be completed; a person decides.")]
    public static partial void CheckFailed(ILogger logger, string registration);

    [LoggerMessage(2002, LogLevel.Error, "Something owed for {Registration} could not be delivered; it is tried again in an hour.")]
    public static partial void DeliveryFailed(ILogger logger, string registration);

    [LoggerMessage(2003, LogLevel.Warning, "{Registration}: {Kind} has no recipient any more and is left out.")]
    public static partial void NoRecipient(ILogger logger, string registration, string kind);

    [LoggerMessage(2004, LogLevel.Warning, "{Activity} of {Registration} has failed with {Error}.")]
    public static partial void ActivityFailed(ILogger logger, string activity, string registration, string error);

    [LoggerMessage(2005, LogLevel.Error, "The news of {Program} could not be read ({Error}); what was known before is announced.")]
    public static partial void NewsFailed(ILogger logger, string program, string error);

    [LoggerMessage(2031, LogLevel.Error, "{Effect} of the membership {Manufacturer}/{Partner} could not be done ({Error}); it is tried again.")]
    public static partial void MembershipFailed(ILogger logger, string manufacturer, string partner, string effect, string error);
}
