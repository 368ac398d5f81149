using Microsoft.Extensions.Logging;

namespace DealFlow.Web;

/// <summary>Log messages of the web: routes as templates, never addresses with tokens, nothing that a person wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Debug, "{Method} {Route} answered {Status}")]
    public static partial void Answered(ILogger logger, string method, string route, int status);

    [LoggerMessage(3002, LogLevel.Error, "{Method} {Route} failed with {Error}; trace {Trace}")]
    public static partial void Failed(ILogger logger, string method, string route, string error, string trace);
}
