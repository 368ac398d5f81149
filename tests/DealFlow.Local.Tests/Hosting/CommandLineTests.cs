using DealFlow.Local.Hosting;

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
}
