using DealFlow.Embedded;

namespace DealFlow.Local.Stores;

/// <summary>What the local host remembers of itself, by name.</summary>
public sealed class LocalSettings(CommitQueue commits)
{
    /// <summary>A value, or null where none was set.</summary>
    public string? Get(string name) =>
        commits.Read(connection => (string?)connection.Scalar("SELECT value FROM settings WHERE name = $1", name));

    /// <summary>Sets a value, durable on return.</summary>
    public Task SetAsync(string name, string value) => commits.CommitAsync(connection =>
    {
        connection.Execute("INSERT OR REPLACE INTO settings (name, value) VALUES ($1, $2)", name, value);
    });

    /// <summary>The value that stands, or this one where none does: of two processes at once both get the same.</summary>
    public Task<string> GetOrAddAsync(string name, string value) => commits.CommitAsync(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO settings (name, value) VALUES ($1, $2)", name, value);
        return (string)connection.Scalar("SELECT value FROM settings WHERE name = $1", name)!;
    });

    /// <summary>Changes a value in one step: what another process set meanwhile is what <paramref name="change"/> gets.</summary>
    public Task<string> ChangeAsync(string name, Func<string?, string> change) => commits.CommitAsync(connection =>
    {
        var value = change((string?)connection.Scalar("SELECT value FROM settings WHERE name = $1", name));
        connection.Execute("INSERT OR REPLACE INTO settings (name, value) VALUES ($1, $2)", name, value);
        return value;
    });
}
