using DealFlow.Domain.Amounts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class SampleTests
{
    private static readonly IReadOnlyList<LoadedProgram> Programs = ProgramFolder.Read(SamplePrograms.Folder, SamplePrograms.Now);
    private static readonly DealProgram Contoso = Programs[0].Program;
    private static readonly DealProgram Fabrikam = Programs[1].Program;

    [Fact]
    public void Read_Sample_HasNoWarnings()
    {
        Assert.Equal(["contoso-network", "fabrikam-storage"], Programs.Select(loaded => loaded.Program.Id));
        Assert.Empty(Programs.SelectMany(loaded => loaded.Warnings));
    }

    [Fact]
    public void Read_Contoso_HasItsProductsAndMoney()
    {
        Assert.Equal(new Manufacturer("contoso", "Contoso"), Contoso.Manufacturer);
        Assert.Equal(["de", "en"], Contoso.Terms.Languages);
        Assert.Equal("Europe/Berlin", Contoso.Terms.Zone);
        Assert.Equal(["gold", "silver", "registered"], Contoso.Terms.Tiers);
        Assert.Equal(
            [("firewall", "network"), ("switch", "network"), ("storage", "storage"), ("suite", "software")],
            Contoso.Terms.Products.Select(product => (product.Id, product.Line)));
        Assert.Equal([new CurrencyTerms("EUR", 2000m)], Contoso.Terms.Currencies);
        Assert.Equal((100, PartnerEnded.Stay), (Contoso.Terms.Limits.OpenRegistrations, Contoso.Terms.Limits.PartnerEnded));
        Assert.Equal(new ConflictTerms(ConflictScope.ProductLine, ConflictOutcome.Queue, ConflictOutcome.Review, ConflictOutcome.Review, 12), Contoso.Terms.Conflicts);
    }

    [Fact]
    public void Read_Contoso_DecidesAndProtectsAsAgreed()
    {
        var approval = Contoso.Terms.Approval;
        Assert.Equal((2, 1, 1, 1), (approval.DecisionDays, approval.RemindAfterDays, approval.EscalateEveryDays, approval.RemindEveryDays));
        Assert.Null(approval.Silence);
        Assert.Equal(new QuestionTerms(3, 5, 10), approval.Questions);
        var automatic = Assert.Single(approval.Automatic);
        Assert.Equal(("gold-small", "gold", 10000m), (automatic.Id, Assert.Single(automatic.Tiers), automatic.UpTo["EUR"]));

        var protection = Contoso.Terms.Protection;
        Assert.Equal((90, ProtectionStart.Approval, 7), (protection.Days, protection.From, protection.GraceDays));
        Assert.Equal(new ExtensionTerms(1, 60, 5), protection.Extension);
        Assert.Equal([30, 14, 7, 1], protection.NoticeDays);
        Assert.Equal(new FollowUpTerms(3, DailyMailMode.Daily), Contoso.Terms.FollowUp);
    }

    [Fact]
    public void Read_Contoso_RewardsAsAgreed()
    {
        var incentives = Contoso.Terms.Incentives;
        Assert.Equal((Stacking.All, Rounding.HalfAwayFromZero), (incentives.Stacking, incentives.Rounding));
        Assert.Equal(
            ["commission-gold", "commission-silver", "commission-registered", "new-business-bonus", "firewall-discount", "storage-points"],
            incentives.Items.Select(item => item.Id));
        Assert.Equal([8m, 6m, 4m, null, 10m, null], incentives.Items.Select(item => item.Percent));
        Assert.Equal(["gold", "silver", "registered"], incentives.Items.Take(3).Select(item => Assert.Single(item.Tiers)));
        Assert.Equal((500m, 100000m, "new"), (incentives.Items[3].Amount["EUR"], incentives.Items[3].FromNet["EUR"], incentives.Items[3].DealTypes[0]));
        Assert.Equal("firewall", Assert.Single(incentives.Items[4].Products));
        Assert.Equal(("storage", 10), (Assert.Single(incentives.Items[5].Products), incentives.Items[5].Points));
    }

    [Fact]
    public void Read_Contoso_HasItsPeople()
    {
        Assert.Equal(["anna", "bruno", "clara"], Contoso.People.InOrder.Select(person => person.Id));
        Assert.Equal("bruno.lang@contoso.example", Contoso.People.Find("bruno")!.Mail);
        Assert.Equal(("clara", "Clara Voss"), (Contoso.People.Owner.Id, Contoso.People.Owner.Name));
        Assert.Equal(["ops@contoso.example"], Contoso.People.Observers);
        var anna = Contoso.People.Approvers[0];
        Assert.Equal(new Delegation("bruno", null, null), Assert.Single(anna.Delegates));
        Assert.Null(anna.DelegateOn(new LocalDate(2026, 8, 3)));
    }

    [Fact]
    public void Read_Fabrikam_IsAsAgreed()
    {
        var terms = Fabrikam.Terms;
        Assert.Equal(("Fabrikam", "America/New_York", "en"), (Fabrikam.Manufacturer.Name, terms.Zone, Assert.Single(terms.Languages)));
        Assert.Equal([("array", "storage"), ("tape", "storage")], terms.Products.Select(product => (product.Id, product.Line)));
        Assert.Equal([new CurrencyTerms("USD", 1000m)], terms.Currencies);
        Assert.Equal((1, 3), (terms.Approval.DecisionDays, terms.Approval.Silence!.ApprovesAfterDays));
        Assert.Equal((60, ProtectionStart.Registration, 3), (terms.Protection.Days, terms.Protection.From, terms.Protection.GraceDays));
        Assert.Null(terms.Protection.Extension);
        Assert.Equal(new FollowUpTerms(2, DailyMailMode.Each), terms.FollowUp);
        Assert.Equal((ConflictScope.Program, ConflictOutcome.Review, ConflictOutcome.Review), (terms.Conflicts.Scope, terms.Conflicts.Certain, terms.Conflicts.Possible));
        Assert.Equal((25, PartnerEnded.End), (terms.Limits.OpenRegistrations, terms.Limits.PartnerEnded));
        var commission = Assert.Single(terms.Incentives.Items);
        Assert.Equal(("commission-standard", 10m, 5000m), (commission.Id, commission.Percent, commission.Cap["USD"]));
        Assert.Equal(["dana", "eli"], Fabrikam.People.InOrder.Select(person => person.Id));
        Assert.Equal("dana", Fabrikam.People.Owner.Id);
    }

    [Theory]
    [InlineData(2026, 6, 4, false)] // Corpus Christi
    [InlineData(2027, 5, 27, false)]
    [InlineData(2028, 6, 15, false)]
    [InlineData(2026, 1, 6, false)]
    [InlineData(2026, 4, 6, false)]
    [InlineData(2026, 12, 24, true)]
    public void Calendar_Contoso_IsThatOfBavaria(int year, int month, int day, bool business) =>
        Assert.Equal(business, Contoso.Calendar.IsBusinessDay(new LocalDate(year, month, day)));

    [Theory]
    [InlineData(2026, 7, 3, false)] // Independence Day on a Saturday
    [InlineData(2027, 7, 5, false)] // and on a Sunday
    [InlineData(2027, 12, 31, false)] // New Year's Day of 2028
    [InlineData(2028, 11, 23, false)]
    [InlineData(2026, 11, 27, true)]
    public void Calendar_Fabrikam_IsThatOfTheUnitedStates(int year, int month, int day, bool business) =>
        Assert.Equal(business, Fabrikam.Calendar.IsBusinessDay(new LocalDate(year, month, day)));

    [Fact]
    public void PartnersFile_Sample_HasThreeMembersOfBothPrograms()
    {
        var json = File.ReadAllText(Path.Combine(SamplePrograms.Folder, "sample", "partners.json"));

        var partners = PartnersFile.Read(json, "partners.json", Programs);

        Assert.Equal(
            [
                ("alpen-it", "Alpen IT Systeme GmbH", "de", "deals@alpen-it.example", "V-1001", "gold", "standard"),
                ("nordlicht", "Nordlicht Datentechnik AG", "de", "vertrieb@nordlicht.example", "V-1002", "silver", "standard"),
                ("rheinwerk", "Rheinwerk Networks Ltd", "en", "sales@rheinwerk.example", "V-1003", "registered", "standard"),
            ],
            partners.Select(partner => (
                partner.Id, partner.Name, partner.Language, Assert.Single(partner.People), partner.VendorNumber!, partner.Tiers["contoso"], partner.Tiers["fabrikam"])));
        Assert.All(partners, partner => Assert.Equal(["contoso-network", "fabrikam-storage"], partner.Programs));
        Assert.All(partners, partner => Assert.Equal(partner.Mail, partner.People[0]));
    }

    [Theory]
    [InlineData("\"gold\"", "\"golden\"", "partners.json: partners[0].tiers.contoso: expected a tier of contoso-network: gold, silver, registered")]
    [InlineData("\"nordlicht\"", "\"alpen-it\"", "partners.json: partners[1].id: \"alpen-it\" was used before; expected one of its own")]
    [InlineData("\"vendorNumber\": \"V-1001\",", "", "partners.json: ")]
    [InlineData("\"vendorNumber\": \"V-1001\"", "\"vendor\": \"V-1001\"", "partners.json: ")]
    public void PartnersFile_Mistake_IsReported(string old, string changed, string error)
    {
        var json = File.ReadAllText(Path.Combine(SamplePrograms.Folder, "sample", "partners.json")).Replace(old, changed, StringComparison.Ordinal);

        var exception = Assert.Throws<ProgramException>(() => PartnersFile.Read(json, "partners.json", Programs));

        Assert.StartsWith(error, exception.Message, StringComparison.Ordinal);
    }
}
