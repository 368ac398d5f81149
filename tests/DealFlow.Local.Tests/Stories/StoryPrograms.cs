using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Local.Hosting;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Local.Tests.Stories;

/// <summary>Three programs of one manufacturer that share its product lines and differ in everything else, two partners, and a few customers.</summary>
internal sealed class StoryPrograms : IDisposable
{
    /// <summary>The first two are one company, by VAT id and by domain; the third is known by its domain only, the fourth by its address.</summary>
    public static readonly CustomerFacts[] Customers =
    [
        new() { Name = "Zirbel Maschinenbau", Country = "DE", VatId = "DE136695976", Domain = "zirbel.example" },
        new() { Name = "Zirbel Maschinenbau", Country = "DE", VatId = "DE136695976" },
        new() { Name = "Hofmann Textil", Country = "DE", Domain = "hofmann-textil.example" },
        new() { Name = "Kerber Kunststoffe", Country = "DE", Address = new CustomerAddress("Ring 7", "80331", "München") },
    ];

    public static readonly string[] Products = ["firewall", "switch", "storage", "suite"];

    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <summary>Bruno may sign in for the second partner, so he decides none of its deals.</summary>
    public static readonly Membership[] Members =
    [
        new("contoso", "alpen", "Alpen", "gold", "de", "deals@alpen.example", [], "V-1", ["queueing", "silent", "strict"]),
        new("contoso", "nord", "Nord", "silver", "en", "deals@nord.example", ["bruno.lang@contoso.example"], null, ["queueing", "silent", "strict"]),
    ];

    public StoryPrograms()
    {
        Add("queueing", terms => terms["protection"]!["days"] = 45);
        Add("silent", terms =>
        {
            terms["zone"] = "America/New_York";
            terms["approval"]!["silence"] = new JsonObject { ["approvesAfterDays"] = 3 };
            terms["approval"]!["questions"] = new JsonObject { ["rounds"] = 1, ["answerDays"] = 3, ["frozenDaysAtMost"] = 2 };
            terms["protection"] = JsonNode.Parse(
                """{ "days": 20, "from": "registration", "graceDays": 3, "extension": { "count": 2, "days": 10, "decisionDays": 2 }, "noticeDays": [5] }""");
            terms["followUp"] = new JsonObject { ["everyWeeks"] = 1, ["mail"] = "each" };
            terms["conflicts"]!["certain"] = "review";
            terms["limits"]!["partnerEnded"] = "end";
        });
        Add("strict", terms =>
        {
            terms["approval"]!["automatic"] = new JsonArray();
            terms["approval"]!["remindAfterDays"] = null;
            terms["protection"] = JsonNode.Parse("""{ "days": 30, "from": "approval", "graceDays": 1, "extension": null, "noticeDays": [] }""");
            terms["conflicts"]!["certain"] = "reject";
        });
        All = [.. ProgramFolder.Read(Folder, Start).Select(loaded => loaded.Program)];
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("dealflow-story-programs-").FullName;

    public IReadOnlyList<DealProgram> All { get; }

    public DealProgram Of(string id) => All.First(program => program.Id == id);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Add(string id, Action<JsonNode> change)
    {
        var program = JsonNode.Parse(File.ReadAllText(Path.Combine(LocalOptions.SampleFolder, "contoso-network.json")))!.AsObject();
        program["id"] = id;
        program.Remove("$schema");
        program["terms"]!["limits"]!["contactMonths"] = 120;
        program["people"]!["approvers"]![0]!["delegates"] = JsonNode.Parse("""[{ "to": "clara", "from": "2026-03-09", "until": "2026-03-20" }]""");
        change(program["terms"]!);
        File.WriteAllText(Path.Combine(Folder, id + ".json"), program.ToJsonString());
    }
}
