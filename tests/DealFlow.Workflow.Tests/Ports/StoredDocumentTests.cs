using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Signals;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>
/// What released versions have stored stays readable, whole. When a document gets new parts, add a file of the new version; those that are
/// there stay as they are.
/// </summary>
public sealed class StoredDocumentTests
{
    [Fact]
    public void Registration_StoredByVersion1_IsReadWhole() => IsReadWhole<Registration>("registration.v1.json", Samples.FullDeal());

    [Fact]
    public void Registration_StoredByVersion1_HasTheDerivedFactsOfItsParts()
    {
        var deal = JsonSerializer.Deserialize<Registration>(Stored("registration.v1.json"), DealFlowJson.Options)!;

        Assert.Equal(deal.Timeline.Count, deal.Revision);
        Assert.True(deal.HasEnded);
        Assert.False(deal.Extension!.IsPending);
        Assert.Equal(Samples.FullDeal().Ask!.RunBefore, deal.Ask!.RunBefore);
    }

    [Fact]
    public void Account_StoredByVersion1_IsReadWhole() => IsReadWhole<Account>("account.v1.json", Samples.FullAccount());

    [Fact]
    public void Alias_StoredByVersion1_IsReadWhole() => IsReadWhole<Alias>("alias.v1.json", Samples.FullAlias());

    [Fact]
    public void Membership_StoredByVersion1_IsReadWhole() =>
        IsReadWhole<Membership>("membership.v1.json", Samples.FullMembership() with { EndedAt = null, Owed = [], EffectCount = 0 });

    [Fact]
    public void Membership_StoredByVersion2_IsReadWhole() =>
        IsReadWhole<Membership>("membership.v2.json", Samples.FullMembership() with { Revision = 3 });

    [Fact]
    public void DailyItem_StoredByVersion1_IsReadWhole() => IsReadWhole<DailyItem>("daily-item.v1.json", Samples.FullDailyItem());

    [Fact]
    public void Signal_StoredByVersion1_IsReadWhole() => IsReadWhole<Signal>("signal.v1.json", Samples.FullSignal());

    [Fact]
    public void SignalCut_StoredByVersion1_IsReadWhole() => IsReadWhole<SignalCut>("signal-cut.v1.json", Samples.FullSignalCut());

    private static void IsReadWhole<T>(string file, T expected) => Assert.Equal(
        JsonSerializer.Serialize(expected, DealFlowJson.Options),
        JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(Stored(file), DealFlowJson.Options), DealFlowJson.Options));

    private static string Stored(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "stored", file));
}
