using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DealFlow.Embedded;

/// <summary>How the writer of a file is doing.</summary>
internal sealed class CommitMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;

    public CommitMetrics(CommitQueue queue)
    {
        _meter = EngineTelemetry.MeterOf(queue);
        _duration = _meter.Seconds("dealflow.engine.commit.duration", "From the beginning of a transaction until it is on disk.", 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5);
        _size = _meter.CreateHistogram("dealflow.engine.commit.size", "{item}", "How many pieces of work one transaction has written.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 512] });
        _meter.CreateObservableUpDownCounter(
            "dealflow.engine.commit.queue.length", () => queue.QueueLength, "{item}", "Pieces of work that wait for the writer.");
    }

    /// <param name="error">Why nothing of it was written, or null.</param>
    public void Ended(long began, int size, Exception? error)
    {
        if (!_duration.Enabled && !_size.Enabled)
            return;
        var tags = new TagList();
        if (error is not null)
            tags.Add(EngineTelemetry.ErrorType, error.GetType().FullName);
        _duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        _size.Record(size, tags);
    }

    public void Dispose() => _meter.Dispose();
}
