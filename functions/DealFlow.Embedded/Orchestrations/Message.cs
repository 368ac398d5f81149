namespace DealFlow.Embedded;

/// <summary>What an instance that is awake is told.</summary>
internal abstract record Message
{
    /// <summary>Look at what the database holds.</summary>
    public sealed record Wake : Message;

    /// <summary>An event that was raised <paramref name="At"/> a time, in the inbox as <paramref name="Id"/>.</summary>
    public sealed record Event(long Id, string Name, string? Payload, long At) : Message;

    /// <summary>An activity ended. <paramref name="Id"/> is null while the result is in memory only: the activity's row is then still there.</summary>
    public sealed record Result(int Command, string? Payload, string? ErrorType, long? Id = null) : Message;

    /// <summary>A timer fired: it is at least this late.</summary>
    public sealed record Timer(long Due) : Message;

    /// <summary>The code left its turn.</summary>
    public sealed record Left : Message;
}
