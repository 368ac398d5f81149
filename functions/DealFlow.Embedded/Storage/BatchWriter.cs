using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DealFlow.Embedded;

/// <summary>Writes items in one transaction, so that they share one flush to disk; one that fails is undone alone.</summary>
internal sealed class BatchWriter(SqliteConnection writer, Action<Moment> reached)
{
    /// <summary>Null: what has not failed is on disk. Otherwise why nothing of the batch was written.</summary>
    public Exception? Write(ReadOnlySpan<CommitItem> batch)
    {
        try
        {
            if (!TryWriteTogether(batch))
                WriteEachAlone(batch);
            reached(Moment.BatchWritten);
            writer.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Rollback();
            return e;
        }
        reached(Moment.BatchCommitted);
        return null;
    }

    // Savepoints cost a copy of every page that an item changes, and hardly an item fails: they are used once one has.
    // False: an item failed, and nothing is written.
    private bool TryWriteTogether(ReadOnlySpan<CommitItem> batch)
    {
        Begin();
        try
        {
            foreach (var item in batch)
                if (!IsWithdrawn(item))
                    Execute(item);
            return true;
        }
        catch (Exception) when (InTransaction)
        {
            writer.Execute("ROLLBACK");
            return false;
        }
    }

    private void WriteEachAlone(ReadOnlySpan<CommitItem> batch)
    {
        Begin();
        foreach (var item in batch)
            if (!IsWithdrawn(item))
                ExecuteAlone(item);
    }

    private void Begin()
    {
        writer.Execute("BEGIN IMMEDIATE");
        reached(Moment.BatchBegun);
    }

    private static bool IsWithdrawn(CommitItem item)
    {
        if (item.Withdrawn)
            item.Fail(new OperationCanceledException(new CancellationToken(canceled: true)));
        return item.Settled;
    }

    private void ExecuteAlone(CommitItem item)
    {
        writer.Execute("SAVEPOINT item");
        try
        {
            Execute(item);
        }
        catch (Exception e) when (InTransaction)
        {
            writer.Execute("ROLLBACK TO item");
            item.Fail(e);
        }
        writer.Execute("RELEASE item");
    }

    private void Execute(CommitItem item)
    {
        item.Execute(writer);
        reached(Moment.ItemWritten);
    }

    // A full disk or a failing one ends the transaction by itself: then no item of the batch was written.
    private bool InTransaction => raw.sqlite3_get_autocommit(writer.Handle!) == 0;

    private void Rollback()
    {
        try
        {
            if (InTransaction)
                writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next BEGIN reports what is wrong with the file; the items of this batch have their own error.
        }
    }
}
