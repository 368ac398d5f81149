using System.CommandLine;
using DealFlow.Embedded;
using DealFlow.Local.Stores;

namespace DealFlow.Local.Hosting;

/// <summary>
/// Backup and restore of a data folder. All state, the keys that sign links and the settings too, is in one database, so a backup is one file: a
/// consistent state, taken while the host runs.
/// </summary>
internal static class Backup
{
    public static Command BackUp()
    {
        var to = new Argument<string>("TO") { Description = "The file to write. It must not be there." };
        var command = new Command("backup", "Writes all state of the data folder into one file, while the host runs or not. Keep it as secret as the folder.") { to };
        command.SetAction((parsed, _) => CommandLine.Guarded(() => Run(() => Write(parsed.GetValue(CommandLine.Data)!, parsed.GetValue(to)!))));
        return command;
    }

    public static Command Restore()
    {
        var from = new Argument<string>("FROM") { Description = "A file that backup has written." };
        var command = new Command("restore", "Makes a data folder (--data, missing or empty) of a backup.") { from };
        command.SetAction((parsed, _) => CommandLine.Guarded(() => RestoreAsync(parsed.GetValue(from)!, parsed.GetValue(CommandLine.Data)!)));
        return command;
    }

    private static void Write(string dataFolder, string to)
    {
        var database = Path.GetFullPath(DataFolder.DatabaseIn(dataFolder));
        var target = Path.GetFullPath(to);
        if (!File.Exists(database))
            throw new HostStartException($"There is nothing to back up in {Path.GetFullPath(dataFolder)}. Name the data folder with --data.");
        if (Path.Exists(target))
            throw new HostStartException($"{target} is already there, and is not overwritten. Name another file.");
        Finish(target, part =>
        {
            Create(part).Dispose();
            DatabaseCopy.Write(database, part);
        });
        Console.WriteLine($"Backed up to {target} ({new FileInfo(target).Length / 1024} KiB). It holds personal data and the keys that sign links.");
    }

    private static async Task RestoreAsync(string from, string dataFolder)
    {
        var source = Path.GetFullPath(from);
        if (!File.Exists(source))
            throw new HostStartException($"{source} is not there.");
        var folder = Path.GetFullPath(dataFolder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(path => Path.GetFileName(path) != DataFolder.LockName))
            throw new HostStartException($"The data folder {folder} is not empty, and is not overwritten. Name another one with --data.");
        await using var taken = DataFolder.Take(folder);
        Finish(DataFolder.DatabaseIn(folder), part =>
        {
            using var target = Create(part);
            using var copied = File.OpenRead(source);
            copied.CopyTo(target);
        });
        Console.WriteLine($"Restored to {folder}. What happened after the backup is not known there: mails and events since then are sent again.");
    }

    /// <summary>Writes under another name first, so that a file of this name is whole.</summary>
    private static void Finish(string path, Action<string> write)
    {
        var part = path + ".part";
        File.Delete(part);
        try
        {
            write(part);
            Judge(part);
            using (var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
                file.Flush(flushToDisk: true);
            File.Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void Judge(string path)
    {
        var version = DatabaseCopy.Check(path, connection =>
            connection.Scalar("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'") is null ? null : connection.Scalar("SELECT version FROM schema_version")) as long?;
        if (version is null)
            throw new HostStartException("The file is no backup of a data folder.");
        if (version > LocalDatabase.Version)
            throw new HostStartException($"The file was written by a newer DealFlow: it has version {version}, this program knows version {LocalDatabase.Version}.");
    }

    /// <summary>An empty file for this user alone.</summary>
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
