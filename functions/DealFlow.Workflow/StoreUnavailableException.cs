namespace DealFlow.Workflow;

/// <summary>
/// The store does not answer just now: it is throttled, or away. What was asked may be asked again, and for what was to be written whoever asks looks first
/// whether it is there.
/// </summary>
/// <param name="answer">What it said instead: a word or a number, nothing of what was asked.</param>
public sealed class StoreUnavailableException(string answer) : Exception($"The store does not answer just now ({answer}).");
