using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class ProgramFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dealflow-programs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_SchemasSubfoldersAndOtherFiles_AreLeftAside()
    {
        Write("a.json", SamplePrograms.Contoso);
        Write("program.schema.json", "{");
        Write("notes.txt", "{");
        Directory.CreateDirectory(Path.Combine(_folder, "sample"));
        Write("sample/partners.json", "{");

        Assert.Equal("contoso-network", Assert.Single(Read()).Program.Id);
    }

    [Fact]
    public void Read_WrongFiles_ListsEveryErrorOfEveryFile()
    {
        Write("a.json", SamplePrograms.ContosoWith(program => program.Set("terms.zone", "\"Mars\"")));
        Write("b.json", "{");
        Write("c.json", SamplePrograms.Fabrikam);

        var message = Assert.Throws<ProgramException>(Read).Message;

        Assert.Contains("2 errors", message, StringComparison.Ordinal);
        Assert.Contains("\n- a.json: terms.zone: \"Mars\" is not a time zone", message, StringComparison.Ordinal);
        Assert.Contains("\n- b.json: is not JSON: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SameProgramTwice_IsAnError()
    {
        Write("a.json", SamplePrograms.Contoso);
        Write("b.json", SamplePrograms.Contoso);

        Assert.Contains(
            "b.json: id: \"contoso-network\" is the program of a.json already; expected one of its own", Assert.Throws<ProgramException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManufacturerWithTwoNames_IsAnError()
    {
        Write("a.json", SamplePrograms.Contoso);
        Write("b.json", SamplePrograms.ContosoWith(program =>
        {
            program.Set("id", "\"contoso-cloud\"");
            program.Set("manufacturer.name", "\"Contoso AG\"");
        }));

        Assert.Contains(
            "b.json: manufacturer.name: \"Contoso AG\" is called \"Contoso\" in a.json; expected one name for the manufacturer \"contoso\"",
            Assert.Throws<ProgramException>(Read).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoProgram_SaysSo()
    {
        Write("program.schema.json", "{}");

        Assert.Contains("There is no program", Assert.Throws<ProgramException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolder_SaysSo()
    {
        var missing = Path.Combine(_folder, "missing");

        var message = Assert.Throws<ProgramException>(() => ProgramFolder.Read(missing, SamplePrograms.Now)).Message;

        Assert.Contains(missing, message, StringComparison.Ordinal);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
    }

    private IReadOnlyList<LoadedProgram> Read() => ProgramFolder.Read(_folder, SamplePrograms.Now);

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(_folder, name), json);
}
