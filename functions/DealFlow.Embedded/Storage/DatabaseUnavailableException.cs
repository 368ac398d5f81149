namespace DealFlow.Embedded;

/// <summary>The database file cannot be used; the message names the file and says why, for the person who started the process.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
