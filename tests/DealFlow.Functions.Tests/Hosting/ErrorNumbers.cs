using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>The numbers of all errors that were logged: what alerts are set on.</summary>
internal sealed class ErrorNumbers : ILoggerProvider, ILogger
{
    public ConcurrentQueue<int> Seen { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Seen.Enqueue(eventId.Id);
    }

    public void Dispose()
    {
    }
}
