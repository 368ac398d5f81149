namespace DealFlow.Embedded;

/// <summary>Moments of the engine's work at which tests let a process die.</summary>
internal enum Moment
{
    /// <summary>A transaction has begun.</summary>
    BatchBegun,

    /// <summary>One item of a transaction has been executed; others may follow.</summary>
    ItemWritten,

    /// <summary>All items have been executed, none is on disk.</summary>
    BatchWritten,

    /// <summary>All is on disk, and nobody has been told.</summary>
    BatchCommitted,

    /// <summary>What the log held has been brought into the file while commits went on.</summary>
    LogCheckpointed,

    /// <summary>An activity has had its effect, and nothing of it is recorded.</summary>
    ActivityEnded,
}
