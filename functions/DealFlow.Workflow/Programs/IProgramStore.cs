namespace DealFlow.Workflow.Programs;

/// <summary>What is kept of programs beyond their files: the terms that registrations were made under, and each file as it was last.</summary>
public interface IProgramStore
{
    /// <summary>Keeps terms; those of the same version are there already, because a version is made of its content.</summary>
    Task KeepTermsAsync(string version, string json, CancellationToken cancellation);

    /// <summary>The terms of a version as they were kept, or null.</summary>
    Task<string?> FindTermsAsync(string version, CancellationToken cancellation);

    /// <summary>The file of a program as it was kept last, or null.</summary>
    Task<string?> FindFileAsync(string program, CancellationToken cancellation);

    /// <summary>Keeps the file of a program as it is now.</summary>
    Task KeepFileAsync(string program, string json, CancellationToken cancellation);
}
