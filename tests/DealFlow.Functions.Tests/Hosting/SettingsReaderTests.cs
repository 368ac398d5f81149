using System.Text.RegularExpressions;
using DealFlow.Functions.Hosting;
using DealFlow.Web.Limits;
using DealFlow.Workflow.Links;
using Microsoft.Extensions.Configuration;
using Moq;
using NodaTime;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>Settings that are missing, wrong or contradict each other stop the host, and each is named.</summary>
public sealed partial class SettingsReaderTests
{
    private const string Scheduler = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";
    private const string Backend = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type";

    [Fact]
    public void Read_Complete_HasDefaultsForTheRest()
    {
        var settings = Settings.Read();

        Assert.Equal(("dealflow", "deals", "collateral", "deal-events"),
            (settings.Store.Database, settings.Store.Container, settings.Collateral.Container, settings.Events.Topic));
        Assert.Equal(new RateLimits(100, 200, 1), settings.Limits);
        Assert.Equal((0.1f, null), (settings.Telemetry.SampledShare, settings.Telemetry.ConnectionString));
        Assert.Equal("k1", settings.LinkKeys.Keys[0].Id);
    }

    [Fact]
    public void Read_Nothing_NamesEverySettingThatIsNeeded()
    {
        var changes = Settings.Good.Keys.Select(name => (name, (string?)null)).ToArray();

        var errors = Assert.Throws<SettingsException>(() => Settings.Read(changes)).Errors;

        Assert.Equal(Settings.Good.Keys.Order(), errors.Select(error => error.Split(' ')[0]).Order());
    }

    public static TheoryData<string> Needed => [.. Settings.Good.Keys];

    [Theory]
    [MemberData(nameof(Needed))]
    public void Read_OneMissing_IsNamedAlone(string name)
    {
        foreach (var nothing in new[] { null, "", "  " })
            Assert.StartsWith($"{name} is missing", Assert.Single(Assert.Throws<SettingsException>(() => Settings.Read((name, nothing))).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicBaseUrl", "http://deals.contoso.example")]
    [InlineData("PublicBaseUrl", "https://deals.contoso.example/")]
    [InlineData("PublicBaseUrl", "https://deals.contoso.example/app")]
    [InlineData("PublicBaseUrl", "https://deals.contoso.example?x")]
    [InlineData("PublicBaseUrl", "deals.contoso.example")]
    [InlineData("Mail__From", "Contoso Deals")]
    [InlineData("Mail__From", "Deals <deals@contoso.example>")]
    [InlineData("Identity__ClientId", "dealflow")]
    [InlineData("Cosmos__Endpoint", "cosmos")]
    [InlineData("Cosmos__Endpoint", "http://cosmos.example")]
    [InlineData("Collateral__Endpoint", "AccountName=x")]
    [InlineData("Events__Namespace", "sb://contoso.servicebus.windows.net")]
    [InlineData("Links__Keys", "hunter2")]
    [InlineData("Links__Keys", "[]")]
    [InlineData("Links__Keys", """[{"id":"k1","secret":"c2hvcnQ=","retiresAt":null}]""")]
    [InlineData("SendGrid__WebhookKey", "*")]
    [InlineData("SendGrid__WebhookKey", "c29tZXRoaW5nIGVsc2U=")]
    [InlineData("Collateral__Through", "cdn")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=https://x.example/")]
    [InlineData("Links__Keys", """[{"id":"k1","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","retiresAt":"2027-01-01T00:00:00Z"}]""")]
    [InlineData("RateLimits__PerKey", "0")]
    [InlineData("RateLimits__PerAddress", "many")]
    [InlineData("RateLimits__Proxies", "-1")]
    [InlineData("Telemetry__SampledShare", "2")]
    [InlineData(Backend, "netherite")]
    [InlineData("SendGrid__ApiKey", "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/sendgrid-key)")]
    [InlineData("Links__Keys", "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/link-keys)")]
    public void Read_Wrong_NamesTheSettingAndNotItsValue(string name, string value)
    {
        var exception = Assert.Throws<SettingsException>(() => Settings.Read((name, value)));

        Assert.StartsWith(name + " ", Assert.Single(exception.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(value, exception.Errors[0][(name.Length + 1)..], StringComparison.Ordinal);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What infra/main.bicep sets is read, or the platform's; and what is needed it sets.</summary>
    [Fact]
    public void Infrastructure_Settings_AreThoseThatAreRead()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var configuration = new Mock<IConfiguration>();
        configuration.Setup(from => from[It.IsAny<string>()]).Returns((string name) =>
        {
            asked.Add(name.Replace(":", "__", StringComparison.Ordinal));
            return name == Backend.Replace("__", ":", StringComparison.Ordinal) ? "AzureStorage" : null;
        });
        Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration.Object));
        var bicep = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "main.bicep"));
        var set = Name().Matches(bicep[bicep.IndexOf("var durableSettings", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Empty(set.Where(name => !name.StartsWith("AzureWebJobs", StringComparison.Ordinal) && !name.EndsWith("__connectionStringName", StringComparison.Ordinal)
            && name != "APPLICATIONINSIGHTS_AUTHENTICATION_STRING").Except(asked));
        Assert.Empty(Settings.Good.Keys.Except(set));
    }

    [GeneratedRegex("^ +([A-Z][A-Za-z]*(?:_+[A-Za-z]+)+|PublicBaseUrl): ", RegexOptions.Multiline)]
    private static partial Regex Name();

    [Fact]
    public void Read_CollateralThroughTheHost_IsSaid() => Assert.Equal(
        (true, false, false),
        (Settings.Read(("Collateral__Through", "host")).Collateral.ThroughHost, Settings.Read(("Collateral__Through", "storage")).Collateral.ThroughHost, Settings.Read().Collateral.ThroughHost));

    [Fact]
    public void Read_SchedulerNamesAnotherIdentity_IsAContradiction()
    {
        var exception = Assert.Throws<SettingsException>(() => Settings.Read((Scheduler, $"Endpoint=https://dts.example;Authentication=ManagedIdentity;ClientID={Guid.Empty}")));

        Assert.Contains("Identity__ClientId", Assert.Single(exception.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AzureStorageAndScheduler_IsAContradiction()
    {
        var exception = Assert.Throws<SettingsException>(() => Settings.Read((Backend, "AzureStorage"), ("AzureWebJobsStorage__queueServiceUri", "https://st.queue.example")));

        Assert.Contains(Backend, Assert.Single(exception.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AzureStorage_NeedsItsQueues()
    {
        (string, string?)[] storage = [(Backend, "AzureStorage"), (Scheduler, null)];

        Assert.StartsWith("AzureWebJobsStorage__queueServiceUri ",
            Assert.Single(Assert.Throws<SettingsException>(() => Settings.Read(storage)).Errors), StringComparison.Ordinal);
        Assert.NotNull(Settings.Read([.. storage, ("AzureWebJobsStorage__queueServiceUri", "https://st.queue.example")]));
    }

    /// <summary>As the README says to rotate: the new key is put first, the older one gets a time to retire, the app is restarted.</summary>
    [Fact]
    public void Read_TwoLinkKeys_TheFirstSignsAndBothVerifyUntilTheOlderRetires()
    {
        const string New = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        var rotatedAt = Instant.FromUtc(2026, 7, 27, 9, 0);
        var now = rotatedAt;
        var before = new TokenSigner(() => Settings.Read().LinkKeys.At(now));
        var rotated = Settings.Read(("Links__Keys", Settings.Good["Links__Keys"]!
            .Replace("null", "\"2027-08-31T09:00:00Z\"", StringComparison.Ordinal).Replace("[", $$"""[{"id":"k2","secret":"{{New}}","retiresAt":null},""", StringComparison.Ordinal))).LinkKeys;
        var after = new TokenSigner(() => rotated.At(now));
        var token = new SignedToken(TokenPurpose.Decide, "DR-7K3F-9QXM", 1, "anna", rotatedAt + Duration.FromDays(30));
        var (mailed, signed) = (before.Sign(token), after.Sign(token));

        Assert.True(after.TryRead(mailed, out var read));
        Assert.Equal(token, read);
        Assert.True(after.TryRead(signed, out _));
        Assert.False(before.TryRead(signed, out _)); // by the new key: an instance that was not restarted refuses it
        now = rotatedAt + Duration.FromDays(401);
        Assert.False(after.TryRead(mailed, out _));
        Assert.True(after.TryRead(signed, out _));
    }

    [Fact]
    public void Read_NoIdentityOnADevelopersMachine_IsWhoIsSignedIn() =>
        Assert.Null(Settings.Read(("Identity__ClientId", null), ("AZURE_FUNCTIONS_ENVIRONMENT", "Development")).ClientId);
}
