using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>One unit of work of the writer: applied whole or not at all.</summary>
internal abstract class CommitItem
{
    /// <summary>It is on disk or has failed, and whoever waited knows.</summary>
    public bool Settled { get; private set; }

    /// <summary>True when nobody wants it any more; asked just before the work would begin.</summary>
    public virtual bool Withdrawn => false;

    public abstract void Execute(SqliteConnection connection);

    /// <summary>It is on disk. Called on the writer's thread, in the order of execution: short, and never throwing.</summary>
    protected abstract void Committed();

    /// <summary>Nothing of it was written. Called on the writer's thread: short, and never throwing.</summary>
    protected abstract void Failed(Exception error);

    public void Commit()
    {
        if (!Settled)
            Committed();
        Settled = true;
    }

    public void Fail(Exception error)
    {
        if (!Settled)
            Failed(error);
        Settled = true;
    }
}

/// <summary>Work whose caller waits for the result.</summary>
internal sealed class CallerItem<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) : CommitItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override bool Withdrawn => cancellation.IsCancellationRequested;

    public override void Execute(SqliteConnection connection) => _result = work(connection);

    protected override void Committed() => _done.SetResult(_result);

    protected override void Failed(Exception error)
    {
        if (error is OperationCanceledException canceled)
            _done.SetCanceled(canceled.CancellationToken);
        else
            _done.SetException(error);
    }
}
