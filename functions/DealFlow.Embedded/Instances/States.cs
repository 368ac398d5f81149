using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

/// <summary>Groups of states. In SQL: alive is <c>state IN (0, 1)</c>, held is <c>state IN (2, 3)</c>.</summary>
internal static class States
{
    /// <summary>Turns are executed.</summary>
    public static bool IsAlive(this InstanceState state) => state is InstanceState.Pending or InstanceState.Running;

    /// <summary>Kept still until it is resumed.</summary>
    public static bool IsHeld(this InstanceState state) => state is InstanceState.Suspended or InstanceState.Parked;
}
