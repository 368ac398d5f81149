using DealFlow.Embedded;

namespace DealFlow.Local.Hosting;

/// <summary>The folder of all state. One host at a time runs on it.</summary>
public sealed class DataFolder : IAsyncDisposable
{
    internal const string LockName = "host.lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The one file of store and engine.</summary>
    public static string DatabaseIn(string folder) => System.IO.Path.Combine(folder, "dealflow.db");

    /// <summary>The candidate index, which is made of the database and may be missing.</summary>
    public static string CandidatesIn(string folder) => System.IO.Path.Combine(folder, "candidates.db");

    /// <summary>Takes the folder for this process, making it where it is missing.</summary>
    /// <exception cref="HostStartException">It cannot be made or written, or another host runs on it.</exception>
    public static DataFolder Take(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            Create(path);
            return new DataFolder(path, new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new HostStartException($"The data folder {path} cannot be written. Name another one with --data.");
        }
        catch (IOException) when (Directory.Exists(path))
        {
            throw new FolderInUseException($"Another DealFlow runs on the data folder {path}. Stop it, or name another folder with --data.");
        }
        catch (IOException e)
        {
            throw new HostStartException($"The data folder {path} cannot be made: {e.Message}");
        }
    }

    /// <summary>Makes the folder where it is missing, for this user alone: it holds the keys that sign links.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Opens the database of a folder.</summary>
    /// <exception cref="HostStartException">The file is damaged, foreign or not writable.</exception>
    public static CommitQueue OpenDatabase(string folder)
    {
        try
        {
            return CommitQueue.Open(DatabaseIn(folder));
        }
        catch (DatabaseUnavailableException e)
        {
            throw new HostStartException(e.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}

/// <summary>The host cannot start; the message says why and what to do.</summary>
public class HostStartException(string message) : Exception(message);

/// <summary>Another host runs on the data folder.</summary>
public sealed class FolderInUseException(string message) : HostStartException(message);
