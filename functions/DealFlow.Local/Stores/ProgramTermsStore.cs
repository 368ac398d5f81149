using DealFlow.Embedded;

namespace DealFlow.Local.Stores;

/// <summary>The terms that registrations were made under, by their version. The version is made of the content, so it never changes.</summary>
public sealed class ProgramTermsStore(CommitQueue commits)
{
    /// <summary>Keeps terms; those of the same version are there already.</summary>
    public Task KeepAsync(string version, string termsJson) => commits.CommitAsync(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO program_terms (version, json) VALUES ($1, $2)", version, termsJson);
    });

    /// <summary>The terms of a version as they were kept, or null.</summary>
    public string? Find(string version) =>
        commits.Read(connection => (string?)connection.Scalar("SELECT json FROM program_terms WHERE version = $1", version));
}
