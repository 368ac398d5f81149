using System.Diagnostics;
using DealFlow.Local.Hosting;
using DealFlow.Local.Tests.Architecture;

namespace DealFlow.Local.Tests.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("21.00:00:00", 0)]
    [InlineData("-1.00:00:00", 1)]
    [InlineData("3661.00:00:00", 1)] // far ahead there is no calendar any more, and a stored clock never goes back
    [InlineData("soon", 1)]
    public void Advance_IsADurationOfTenYearsAtMost(string text, int errors) =>
        Assert.Equal(errors, CommandLine.Build().Parse(["--advance", text]).Errors.Count);

    /// <summary>Relative paths, as in the README, mean what they say: a web project would start in its own folder otherwise.</summary>
    [Fact]
    public async Task DotnetRun_OfTheHost_StartsWhereTheUserIs()
    {
        var project = Path.Combine(Repository.Root, "functions", "DealFlow.Local", "DealFlow.Local.csproj");
        using var msbuild = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-getProperty:RunWorkingDirectory", "-nologo"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        var folder = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, msbuild.ExitCode);
        Assert.Equal("", folder.Trim()); // none: that of the user
    }
}
