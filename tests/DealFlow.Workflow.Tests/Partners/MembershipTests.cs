using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Tests.Ports;
using NodaTime;

namespace DealFlow.Workflow.Tests.Partners;

public sealed class MembershipTests
{
    private static readonly Membership Written = new(
        "contoso", "acme", "Acme Ltd", "gold", "en", "deals@acme.example", [], null, ["contoso-network", "contoso-cloud"]);

    private static readonly Membership Stored = Done(Written.Following(null, Samples.Now)) with { Revision = 1 };

    [Fact]
    public void Following_None_InvitesToAllPrograms()
    {
        var made = Written.Following(null, Samples.Now);

        var effect = Assert.Single(made.Owed);
        Assert.Equal((1, MembershipEffectKind.Invite, Samples.Now), (effect.Ordinal, effect.Kind, effect.At));
        Assert.Equal(["contoso-network", "contoso-cloud"], effect.Programs);
    }

    [Fact]
    public void Following_OtherTierPeopleAndVendorNumber_InvitesNobody() =>
        Assert.Empty((Written with { Tier = "silver", People = ["x@acme.example"], VendorNumber = "V-9" }).Following(Stored, Samples.Now).Owed);

    [Fact]
    public void Following_AnotherProgram_InvitesToThatOnly()
    {
        var changed = (Written with { Programs = ["contoso-network", "contoso-print"] }).Following(Stored, Samples.Now);

        Assert.Equal(["contoso-print"], Assert.Single(changed.Owed).Programs);
        Assert.Equal(2, changed.Owed[0].Ordinal);
    }

    [Fact]
    public void Following_NoPrograms_InvitesNobody() => Assert.Empty((Written with { Programs = [] }).Following(null, Samples.Now).Owed);

    [Fact]
    public void Following_AnotherAddress_InvitesThatToAllPrograms()
    {
        Assert.Equal(2, Assert.Single((Written with { Mail = "sales@acme.example" }).Following(Stored, Samples.Now).Owed).Programs.Count);
        Assert.Empty((Written with { Mail = "Deals@ACME.example" }).Following(Stored, Samples.Now).Owed);
    }

    [Fact]
    public void Following_Ended_IsMadeAnewWithANewInvitationAndKeepsWhatIsStillOwed()
    {
        var again = Written.Following(Stored.End(Samples.Now), Samples.Now + Duration.FromDays(1));

        Assert.Null(again.EndedAt);
        Assert.Equal([(2, MembershipEffectKind.End), (3, MembershipEffectKind.Invite)], again.Owed.Select(effect => (effect.Ordinal, effect.Kind)));
        Assert.Equal(1, again.Revision);
    }

    [Fact]
    public void End_Twice_IsTheSame()
    {
        var ended = Stored.End(Samples.Now);

        Assert.Equal(Samples.Now, ended.EndedAt);
        Assert.Same(ended, ended.End(Samples.Now + Duration.FromDays(1)));
    }

    [Fact]
    public void TakesPartIn_Program_UntilTheEnd()
    {
        Assert.True(Stored.TakesPartIn("contoso-network"));
        Assert.False(Stored.TakesPartIn("fabrikam-storage"));
        Assert.False(Stored.End(Samples.Now).TakesPartIn("contoso-network"));
    }

    private static Membership Done(Membership membership) => membership with { Owed = [] };
}
