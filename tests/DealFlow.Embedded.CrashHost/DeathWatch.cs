using System.Diagnostics;
using System.Globalization;

namespace DealFlow.Embedded.CrashHost;

/// <summary>Lets the process die by SIGKILL at a moment that the environment names.</summary>
internal static class DeathWatch
{
    /// <summary>What is to be told of each moment; null: the process is not to die.</summary>
    public static Action<Moment>? OfEnvironment()
    {
        if (Environment.GetEnvironmentVariable("DEALFLOW_DIES_AT")?.Split(':') is not [var name, var times])
            return null;
        var (moment, left) = (Enum.Parse<Moment>(name), int.Parse(times, CultureInfo.InvariantCulture));
        return reached =>
        {
            if (reached != moment || Interlocked.Decrement(ref left) > 0)
                return;
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite); // the signal takes a moment, in which nothing more may happen
        };
    }
}
