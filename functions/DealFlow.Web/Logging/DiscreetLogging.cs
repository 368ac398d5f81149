using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DealFlow.Web.Logging;

/// <summary>
/// Keeps secrets and personal data out of logs whatever levels and providers somebody configures: a web server tells at Information which address was
/// asked for, tokens and all. Our own messages hold ids and types only and pass; of other libraries only warnings and worse do.
/// </summary>
public static class DiscreetLogging
{
    /// <summary>Puts it between all loggers and all providers.</summary>
    public static IServiceCollection AddDiscreetLogging(this IServiceCollection services) => services.Replace(
        ServiceDescriptor.Singleton<ILoggerFactory>(provider => new Factory(new LoggerFactory(
            provider.GetServices<ILoggerProvider>(), provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            provider.GetService<IOptions<LoggerFactoryOptions>>(), provider.GetService<IExternalScopeProvider>()))));

    private sealed class Factory(LoggerFactory inner) : ILoggerFactory
    {
        private const string Ours = "DealFlow.";

        public ILogger CreateLogger(string categoryName)
        {
            var logger = inner.CreateLogger(categoryName);
            return new Discreet(logger, categoryName.StartsWith(Ours, StringComparison.Ordinal) ? LogLevel.Trace : LogLevel.Warning);
        }

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Discreet(ILogger inner, LogLevel least) : ILogger
    {
        /// <summary>Scopes hold the address that was asked for.</summary>
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= least)
                inner.Log(logLevel, eventId, state, exception is null ? null : new WordlessException(exception), formatter);
        }
    }

    /// <summary>
    /// Where an exception came from, without its words, which may quote what a person wrote. Those of a database say what is wrong with the file, and
    /// stay.
    /// </summary>
    private sealed class WordlessException(Exception of) : Exception(Describe(of))
    {
        public override string? StackTrace { get; } = of.StackTrace;

        public override string ToString() => StackTrace is null ? Message : $"{Message}{Environment.NewLine}{StackTrace}";

        private static string Describe(Exception exception) =>
            exception.GetType().FullName + (exception is DbException ? $": {exception.Message}" : "")
            + (exception.InnerException is { } inner ? $" ({Describe(inner)})" : "");
    }
}
