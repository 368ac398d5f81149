using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DealFlow.Embedded;

/// <summary>The engine's way to the writer: counted in the gauge until all that follows from the commit is counted too.</summary>
internal sealed class EngineCommits(CommitQueue queue, WorkGauge gauge, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queued;
    private bool _open;

    public void Open()
    {
        lock (_gate)
            _open = true;
    }

    /// <summary>Nothing is queued any more once this returns; completes when nothing that was queued can reach the file any more.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _open = false;
            if (_queued == 0)
                _over.TrySetResult();
        }
        return _over.Task;
    }

    public void Reached(Moment moment) => queue.Reached(moment);

    public T Read<T>(Func<SqliteConnection, T> query) => queue.Read(query);

    /// <summary>Completes when all that was queued before is committed.</summary>
    public Task FlushAsync() => queue.CommitAsync(_ => { });

    /// <summary>Work that a client waits for. <paramref name="committed"/> runs on the writer's thread before the client goes on.</summary>
    public Task<TResult> CallAsync<T, TResult>(Func<SqliteConnection, T> work, Func<T, TResult> committed, CancellationToken cancellation)
    {
        gauge.EnsureWorking();
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        TResult result = default!;
        var item = new Item<T>(work, value => result = committed(value), cancellation)
        {
            Ended = error =>
            {
                Leave();
                if (error is null)
                    done.SetResult(result);
                else if (error is OperationCanceledException)
                    done.SetCanceled(cancellation);
                else
                    done.SetException(error);
            },
            Broken = Fail,
        };
        if (!Enqueue(item))
            throw new InvalidOperationException("The engine is not running.");
        return done.Task;
    }

    /// <summary>Work of the engine itself. Dropped once the engine is closed; a failure that <paramref name="failed"/> does not handle is a fault.</summary>
    public void Submit<T>(Func<SqliteConnection, T> work, Action<T> committed, Func<Exception, bool>? failed = null) =>
        Enqueue(new Item<T>(work, committed, CancellationToken.None)
        {
            Ended = error =>
            {
                if (error is not null && failed?.Invoke(error) != true)
                    Fail(error);
                Leave();
            },
            Broken = Fail,
        });

    /// <summary>Stops the engine where it is: what is acknowledged is on disk and goes on after a restart.</summary>
    public void Fail(Exception error)
    {
        if (!gauge.Fail(error))
            return;
        _ = CloseAsync();
        Log.EngineFaulted(logger, error);
    }

    private bool Enqueue(CommitItem item)
    {
        lock (_gate)
        {
            if (!_open)
                return false;
            _queued++;
            gauge.Enter();
            if (queue.TryEnqueue(item))
                return true;
        }
        item.Fail(new ObjectDisposedException(nameof(CommitQueue)));
        return true;
    }

    private void Leave()
    {
        gauge.Leave();
        lock (_gate)
            if (--_queued == 0 && !_open)
                _over.TrySetResult();
    }

    private sealed class Item<T>(Func<SqliteConnection, T> work, Action<T> committed, CancellationToken cancellation) : CommitItem
    {
        private T _value = default!;

        public required Action<Exception?> Ended { get; init; }

        public required Action<Exception> Broken { get; init; }

        public override bool Withdrawn => cancellation.IsCancellationRequested;

        public override void Execute(SqliteConnection connection) => _value = work(connection);

        protected override void Committed()
        {
            try
            {
                committed(_value);
            }
            catch (Exception e)
            {
                Broken(e); // memory no longer agrees with the disk
            }
            Ended(null);
        }

        protected override void Failed(Exception error) => Ended(error);
    }
}
