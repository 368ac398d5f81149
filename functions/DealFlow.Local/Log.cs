namespace DealFlow.Local;

/// <summary>Log messages of the local host: ids and types only.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "The orchestration of {Registration} could not be woken ({Error}); the sweep makes up for it.")]
    public static partial void WakeFailed(ILogger logger, string registration, string error);

    [LoggerMessage(5002, LogLevel.Information, "Woke {Count} registrations whose last change had not reached its orchestration.")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(5003, LogLevel.Error, "Regular work failed ({Error}); it is tried again in {Seconds} s.")]
    public static partial void RegularWorkFailed(ILogger logger, string error, double seconds);

    [LoggerMessage(5004, LogLevel.Critical, "The engine has stopped ({Error}). Nothing is lost; mend the cause (a full disk?) and start again.")]
    public static partial void EngineStopped(ILogger logger, string error);

    [LoggerMessage(5005, LogLevel.Warning, "{Program}: {Warning}")]
    public static partial void ProgramWarning(ILogger logger, string program, string warning);

    [LoggerMessage(5030, LogLevel.Warning, "The news file {File} is left out: {Problem}.")]
    public static partial void NewsLeftOut(ILogger logger, string file, string problem);

    [LoggerMessage(5060, LogLevel.Information, "The index of accounts is being made ({Done} of {Whole} done); checks for conflicts wait for it.")]
    public static partial void IndexingBegun(ILogger logger, long done, long whole);

    [LoggerMessage(5061, LogLevel.Information, "Indexed {Done} of {Whole} {What}.")]
    public static partial void IndexingGoesOn(ILogger logger, string what, long done, long whole);

    [LoggerMessage(5062, LogLevel.Information, "The index of accounts is complete ({Whole}).")]
    public static partial void IndexingDone(ILogger logger, long whole);

    [LoggerMessage(5063, LogLevel.Error, "Indexing customers failed ({Error}); it is tried again in {Seconds} s.")]
    public static partial void IndexingFailed(ILogger logger, string error, double seconds);
}
