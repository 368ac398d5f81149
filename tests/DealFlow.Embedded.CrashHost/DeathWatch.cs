using System.Diagnostics;
using System.Globalization;

namespace DealFlow.Embedded.CrashHost;

/// <summary>Lets the process die by SIGKILL at a moment that the environment names.</summary>
internal static class DeathWatch
{
    public static void Set(CommitQueue commits)
    {
        if (Environment.GetEnvironmentVariable("DEALFLOW_DIES_AT")?.Split(':') is not [var name, var times])
            return;
        var (moment, left) = (Enum.Parse<Moment>(name), int.Parse(times, CultureInfo.InvariantCulture));
        commits.Reached = reached =>
        {
            if (reached != moment || Interlocked.Decrement(ref left) > 0)
                return;
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite); // the signal takes a moment, in which nothing more may happen
        };
    }
}
