using Microsoft.Extensions.Logging;

namespace DealFlow.Azure;

/// <summary>Log messages of the parts on Azure: names of files and types only.</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Warning, "The news file {File} is left out: {Problem}.")]
    public static partial void NewsLeftOut(ILogger logger, string file, string problem);
}
