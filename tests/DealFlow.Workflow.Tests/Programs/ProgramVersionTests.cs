using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class ProgramVersionTests
{
    private static readonly string Version = VersionOf(SamplePrograms.Contoso);

    [Fact]
    public void Version_IsAHashOfTheTerms() => Assert.Matches("^sha256:[0-9a-f]{64}$", Version);

    [Fact]
    public void Version_OtherOrderAndLayout_StaysTheSame()
    {
        var reversed = Reverse(JsonNode.Parse(SamplePrograms.Contoso)!)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 7 });

        Assert.Equal(Version, VersionOf(reversed));
    }

    [Theory]
    [InlineData("\"percent\": 8,", "\"percent\": 8.0,")]
    [InlineData("\"percent\": 8,", "\"percent\": 80e-1,")]
    [InlineData("\"minimum\": 2000", "\"minimum\": 2000.00")]
    [InlineData("\"silence\": null,", "")]
    [InlineData("Contoso Speichersystem", "\\u0043ontoso Speichersystem")]
    public void Version_OtherSpelling_StaysTheSame(string old, string spelling) => Assert.Equal(Version, VersionOf(Changed(old, spelling)));

    [Theory]
    [InlineData("anna.keller@", "a.keller@")]
    [InlineData("Fronleichnam", "Corpus Christi")]
    [InlineData("\"name\": \"Contoso\"", "\"name\": \"Contoso Ltd\"")]
    public void Version_OtherPeopleAndCalendar_StaysTheSame(string old, string changed) => Assert.Equal(Version, VersionOf(Changed(old, changed)));

    [Theory]
    [InlineData("\"percent\": 8,", "\"percent\": 8.5,")]
    [InlineData("\"graceDays\": 7", "\"graceDays\": 8")]
    [InlineData("Contoso Speichersystem\",", "Contoso Speicher\",")]
    public void Version_OtherTerms_Changes(string old, string changed) => Assert.NotEqual(Version, VersionOf(Changed(old, changed)));

    [Fact]
    public void ReadTerms_KeptTerms_AreThoseOfTheProgram()
    {
        var loaded = SamplePrograms.Read(SamplePrograms.Contoso).Program!;

        var terms = ProgramReader.ReadTerms(loaded.TermsJson);

        Assert.Equal(JsonSerializer.Serialize(loaded.Program.Terms), JsonSerializer.Serialize(terms));
        Assert.Null(terms.Approval.Silence);
    }

    [Fact]
    public void ReadTerms_UnknownProperty_Throws()
    {
        var loaded = SamplePrograms.Read(SamplePrograms.Contoso).Program!;

        Assert.Throws<JsonException>(() => ProgramReader.ReadTerms("{\"promise\":1," + loaded.TermsJson[1..]));
    }

    private static string Changed(string old, string changed)
    {
        Assert.Contains(old, SamplePrograms.Contoso, StringComparison.Ordinal);
        return SamplePrograms.Contoso.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string VersionOf(string json)
    {
        var reading = SamplePrograms.Read(json);
        Assert.Empty(reading.Errors);
        return reading.Program!.Program.Version;
    }

    private static JsonNode? Reverse(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(property => KeyValuePair.Create(property.Key, Reverse(property.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Reverse)]),
        _ => node?.DeepClone(),
    };
}
