namespace DealFlow.Local.Tests.Architecture;

/// <summary>What project references cannot hold: which types and members the compiled assemblies use.</summary>
public sealed class CompiledReferencesTests
{
    private static readonly string[] BannedTypes =
        ["System.Random", "System.Security.Cryptography.RandomNumberGenerator", "NodaTime.SystemClock", "System.Threading.Timer"];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.get_System",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Threading.Tasks.Task.Delay", "System.Threading.Thread.Sleep",
    ];

    [Fact]
    public void Embedded_TypesOfWorkflow_AreThoseOfTheDurablePort()
    {
        using var embedded = new CompiledAssembly("DealFlow.Embedded");

        var used = embedded.ReferencedTypes.Where(type => type.Assembly == "DealFlow.Workflow").ToList();

        Assert.NotEmpty(used);
        Assert.All(used, type => Assert.Equal("DealFlow.Workflow.Durable", type.Namespace));
    }

    [Fact]
    public void Embedded_Assemblies_DoNotIncludeDomain()
    {
        using var embedded = new CompiledAssembly("DealFlow.Embedded");

        Assert.DoesNotContain("DealFlow.Domain", embedded.ReferencedAssemblies);
    }

    [Theory]
    [InlineData("DealFlow.Domain")]
    [InlineData("DealFlow.Workflow")]
    public void DomainAndWorkflow_Members_HaveNoClockRandomnessOrWaiting(string name)
    {
        using var assembly = new CompiledAssembly(name);

        Assert.Empty(assembly.ReferencedTypes.Select(type => type.FullName).Intersect(BannedTypes));
        Assert.Empty(assembly.ReferencedMembers.Intersect(BannedMembers));
    }

    /// <summary>The scan itself: without this, one that reads nothing would find nothing wrong.</summary>
    [Fact]
    public void CompiledAssembly_OfThisTest_ListsWhatItUses()
    {
        using var own = new CompiledAssembly("DealFlow.Local.Tests");

        Assert.Contains("System.IO.Path.Combine", own.ReferencedMembers);
        Assert.Contains("System.Reflection.Metadata.MetadataReader", own.ReferencedTypes.Select(type => type.FullName));
    }
}
