using Microsoft.Extensions.Logging;

namespace DealFlow.Functions;

/// <summary>Log messages of the Azure host: ids, counts and types only. Alerts are set on their numbers (infra/modules/alerts.bicep).</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "{Event} could not be sent to Service Bus now ({Reason}); it is tried again.")]
    public static partial void EventDelayed(ILogger logger, string @event, string reason);

    [LoggerMessage(6002, LogLevel.Error, "Service Bus refuses {Event} ({Reason}). Nothing is lost: it stays owed, and goes out when the cause is mended.")]
    public static partial void EventRefused(ILogger logger, string @event, string reason);

    [LoggerMessage(6003, LogLevel.Warning, "{Program}: {Warning}")]
    public static partial void ProgramWarning(ILogger logger, string program, string warning);

    [LoggerMessage(6004, LogLevel.Information, "Woke {Count} registrations whose last change had not reached its orchestration.")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(6005, LogLevel.Warning, "The orchestration of {Registration} could not be woken ({Error}); the sweep makes up for it.")]
    public static partial void WakeFailed(ILogger logger, string registration, string error);

    [LoggerMessage(6006, LogLevel.Error, "{Count} deals have failed or stand still, among them {Registrations}. They are told anew at most once an hour; nothing is lost meanwhile.")]
    public static partial void DealsStandStill(ILogger logger, int count, string registrations);

    [LoggerMessage(6007, LogLevel.Error, "{Count} deals wait for code that is newer than version {Version} of this host, among them {Registrations}.")]
    public static partial void NewerVersionsWait(ILogger logger, int count, string version, string registrations);

    [LoggerMessage(6009, LogLevel.Error, "{Work} failed with {Error}. What was not done stays due, and is tried again at the next time.")]
    public static partial void RegularWorkFailed(ILogger logger, string work, string error);

    [LoggerMessage(6008, LogLevel.Error, "{Registration} was received {Minutes} minutes ago and is not yet checked.")]
    public static partial void CheckLags(ILogger logger, string registration, int minutes);
}
