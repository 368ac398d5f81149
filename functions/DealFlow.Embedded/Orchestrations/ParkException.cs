namespace DealFlow.Embedded;

/// <summary>The instance cannot go on with this code. The message is for an operator: it names steps, activities and types, never payloads.</summary>
internal sealed class ParkException(string message) : Exception(message);
