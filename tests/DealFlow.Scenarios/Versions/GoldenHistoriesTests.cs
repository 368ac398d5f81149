using DealFlow.Embedded;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;

namespace DealFlow.Scenarios.Versions;

/// <summary>
/// Deals that a released version began go on with the code of today: their recorded histories are replayed. Where one fails, give the orchestration a
/// new version and keep the old code for deals in flight. How to record is in CONTRIBUTING.md.
/// </summary>
public sealed class GoldenHistoriesTests
{
    private const string Prefix = "history-";

    public static TheoryData<string> Recorded => [.. typeof(GoldenHistoriesTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_OfARecordedLife_GoesTheSameWay(string file) => GoldenReplay.Check(Read(file), Catalog());

    [Fact]
    public async Task Lives_OfTheCurrentVersion_AreAllRecorded()
    {
        var folder = Environment.GetEnvironmentVariable("DEALFLOW_RECORD_HISTORIES");
        if (folder is not null)
            await RecordAsync(Directory.CreateDirectory(folder).FullName);
        Assert.All(GoldenLives.All.Keys, life => Assert.Contains($"{Prefix}{DealRegistrationOrchestration.Version}-{life}.json", Names()));

        string[] Names() => folder is null ? [.. Recorded.Select(row => row.Data)] : [.. Directory.GetFiles(folder).Select(file => Prefix + Path.GetFileName(file))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Replay_CodeThatCallsSomethingElseAtSomeStep_Fails(int step)
    {
        var changed = new OrchestrationCatalog(DealFlowJson.Options).Orchestration<string, string>(
            DealRegistrationOrchestration.Name, "1", (context, id) => DealRegistrationOrchestration.RunAsync(new Changed(context, step), id));

        var found = Record.Exception(() => GoldenReplay.Check(Read($"{Prefix}1-won.json"), changed));
        Assert.Contains("activity 'SomethingElse'", found?.Message, StringComparison.Ordinal);
    }

    private static OrchestrationCatalog Catalog() =>
        new DealActivities(null!, null!, null!, null!, null!, null!, null!).AddTo(new OrchestrationCatalog(DealFlowJson.Options), null!); // activities are not run

    private static GoldenHistory Read(string file)
    {
        using var text = new StreamReader(typeof(GoldenHistoriesTests).Assembly.GetManifestResourceStream(file)!);
        return GoldenHistory.Read(text.ReadToEnd());
    }

    private static async Task RecordAsync(string folder)
    {
        foreach (var (life, live) in GoldenLives.All)
        {
            await using var product = await Product.StartAsync();
            var deals = await live(product);
            await product.SettleAsync();
            await product.StopAsync();
            await using var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db"));
            for (var number = 0; number < deals.Count; number++)
            {
                var name = number == 0 ? life : $"{life}-{number + 1}";
                await File.WriteAllTextAsync(
                    Path.Combine(folder, $"{DealRegistrationOrchestration.Version}-{name}.json"), GoldenHistory.Of(name, commits, deals[number]).Write(), TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>The orchestration as somebody might change it without thinking of deals in flight: another activity at one of its steps.</summary>
    private sealed class Changed(IOrchestrationContext context, int step) : IOrchestrationContext
    {
        private int _calls;

        public string InstanceId => context.InstanceId;

        public string Version => context.Version;

        public NodaTime.Instant UtcNow => context.UtcNow;

        public Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null) =>
            context.CallActivityAsync<TResult>(++_calls == step ? "SomethingElse" : name, input, retry);

        public Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, NodaTime.Instant? deadline = null) => context.WaitForEventAsync<TPayload>(name, deadline);

        public Task SleepUntilAsync(NodaTime.Instant due) => context.SleepUntilAsync(due);

        public void SetStatus(string status) => context.SetStatus(status);

        public void ContinueAsNew(object? input) => context.ContinueAsNew(input);
    }
}
