using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class DelegateTests
{
    [Theory]
    [InlineData(7, 31, null)]
    [InlineData(8, 1, "bruno")]
    [InlineData(8, 14, "bruno")]
    [InlineData(8, 15, "clara")]
    [InlineData(8, 21, "clara")]
    [InlineData(8, 22, null)]
    public void DelegateOn_FirstThatCoversTheDay_StandsIn(int month, int day, string? expected)
    {
        var reading = SamplePrograms.Read(SamplePrograms.ContosoWith(program => program.Set(
            "people.approvers[0].delegates",
            """[{"to":"bruno","from":"2026-08-01","until":"2026-08-14"},{"to":"clara","from":"2026-08-10","until":"2026-08-21"}]""")));

        Person anna = reading.Program!.Program.People.Approvers[0];

        Assert.Equal(expected, anna.DelegateOn(new LocalDate(2026, month, day)));
    }
}
