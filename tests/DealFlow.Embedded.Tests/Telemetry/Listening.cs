using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DealFlow.Embedded.Tests.Telemetry;

/// <summary>Hears what one engine measures, and the spans of all engines: tests run side by side, so they look for their own instances.</summary>
internal sealed class Listening : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly ConcurrentQueue<Activity> _ended = new();

    public Listening(CommitQueue of)
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, of))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>All that was heard, as text.</summary>
    public string Everything => string.Join('\n', _measured.Select(one => one.ToString())
        .Concat(_ended.Select(span => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)}")));

    /// <summary>The sum of what an instrument said, of one set of tags or of all.</summary>
    public double Sum(string name, string? tags = null) => Of(name, tags).Sum(one => one.Value);

    public int Count(string name, string? tags = null) => Of(name, tags).Count();

    /// <summary>Asks what is only said when it is asked for, and forgets what was said before.</summary>
    public void Observe()
    {
        _measured.Clear();
        _meters.RecordObservableInstruments();
    }

    public IReadOnlyList<Activity> Spans(string instance) => [.. _ended.Where(span => (string?)span.GetTagItem(EngineTelemetry.InstanceId) == instance)];

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
    }

    private IEnumerable<(string Name, double Value, string Tags)> Of(string name, string? tags) =>
        _measured.Where(one => one.Name == name && (tags is null || one.Tags == tags));

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Where(tag => tag.Value is not null).Select(tag => $"{tag.Key}={tag.Value}"))));
}
