using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DealFlow.Scenarios.Privacy;

/// <summary>Everything that leaves a product as a log, a trace or a metric, at the most talkative level there is.</summary>
internal sealed class CapturedOutput : ILoggerProvider, ILogger, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public CapturedOutput()
    {
        // The tests' own requests are no output of the product.
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Add($"{activity.Source.Name} {activity.DisplayName}", activity.TagObjects.Concat(activity.Events.SelectMany(item => item.Tags)).Concat(activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)))),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "System.Net.Http")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _meters.Start();
    }

    public string Text => string.Join('\n', _lines);

    public void LogEverything(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddProvider(this).SetMinimumLevel(LogLevel.Trace);
        logging.Services.Configure<LoggerFilterOptions>(filters => filters.Rules.Clear());
    }

    public ILogger CreateLogger(string categoryName)
    {
        _lines.Enqueue("category " + categoryName);
        return this;
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{logLevel} {eventId} {formatter(state, exception)} {exception} {exception?.InnerException}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            Add("values", values);
        _scopes.ForEachScope((scope, lines) => lines.Enqueue($"scope {scope}"), _lines);
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Add(string name, IEnumerable<KeyValuePair<string, object?>> tags) =>
        _lines.Enqueue($"{name} {string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"))}");
}
