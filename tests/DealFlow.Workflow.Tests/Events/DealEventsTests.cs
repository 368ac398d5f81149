using System.Text.Json;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Tests.Ports;
using DealFlow.Workflow.Tests.Programs;
using Moq;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Tests.Events;

/// <summary>An event says what was when it happened, however late or often it is published.</summary>
public sealed class DealEventsTests
{
    private static readonly DealProgram Contoso = SamplePrograms.Read(SamplePrograms.Contoso).Program!.Program;
    private static readonly Actor System = new(ActorKind.Manufacturer, "contoso");
    private static readonly Actor Anna = new(ActorKind.Approver, "anna");

    [Fact]
    public async Task Publish_AtOnceOrAtTheEnd_SaysTheSameLetterForLetter()
    {
        var life = Life().ToList();
        var atOnce = new List<string>();
        foreach (var (deal, books) in life)
            atOnce.Add((await PublishAsync(deal, books))[^1]);

        Assert.Equal(atOnce, await PublishAsync(life[^1].Deal, life[^1].Books));
    }

    [Fact]
    public async Task Publish_WholeLife_EachEventIsOfItsOwnMoment()
    {
        var life = Life().ToList();
        var events = (await PublishAsync(life[^1].Deal, life[^1].Books)).Select(json => JsonSerializer.Deserialize<JsonElement>(json)).ToList();

        Assert.Equal(
            ["DR-0000-0001/1/approved", "DR-0000-0001/2/closed", "DR-0000-0001/3/invoiced", "DR-0000-0001/4/invoiced"],
            events.Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal(life.Select(moment => moment.Deal.Revision), events.Select(item => item.GetProperty("data").GetProperty("revision").GetInt32()));
        Assert.Equal(life.Select(moment => moment.Books.VendorNumber), events.Select(item => item.GetProperty("data").GetProperty("partner").GetProperty("vendorNumber").GetString()));
        Assert.Equal(
            life.Select(moment => InstantPattern.ExtendedIso.Format(moment.Deal.Timeline[^1].At)), events.Select(item => item.GetProperty("time").GetString()!));
        Assert.Equal(["1000.00", "600.00"], events.Skip(2).Select(item => item.GetProperty("data").GetProperty("totals").GetProperty("net").GetProperty("amount").GetString()));
        Assert.NotEqual(
            events[0].GetProperty("data").GetProperty("protection").GetProperty("until").GetString(),
            events[1].GetProperty("data").GetProperty("protection").GetProperty("until").GetString());
    }

    [Fact]
    public async Task Publish_EveryKind_FitsItsSchema()
    {
        var life = Life().ToList();
        foreach (var json in await PublishAsync(life[^1].Deal, life[^1].Books))
            Assert.Empty(await EventSchemas.ErrorsAsync(json));
    }

    [Fact]
    public async Task Schema_MoneyAsANumber_DoesNotFit()
    {
        var life = Life().ToList();
        var json = (await PublishAsync(life[^1].Deal, life[^1].Books))[^1].Replace("\"amount\":\"600.00\"", "\"amount\":600.00", StringComparison.Ordinal);

        Assert.NotEmpty(await EventSchemas.ErrorsAsync(json));
    }

    [Fact]
    public async Task Publish_OwedByAnEarlierVersion_IsMadeFromWhatIsKnownToday()
    {
        var (deal, books) = Life().First();
        var old = deal with { Owed = [.. deal.Owed.Select(effect => effect with { Event = null })] };

        Assert.Equal(await PublishAsync(deal, books), await PublishAsync(old, books));
    }

    /// <summary>Each moment at which something is owed to finance, with the partner as the books have it then.</summary>
    private static IEnumerable<(Registration Deal, Membership Books)> Life()
    {
        var books = new Membership("contoso", "alpen-it", "Alpen IT", "gold", "de", "deals@alpen-it.example", [], "V-1", ["contoso-network"]);
        var now = Samples.Now;
        DealContext Context() => new(Contoso, now, books.Tier) { Partner = new PartnerRecord(books.Name, books.VendorNumber, null) };
        Registration Do(Registration deal, DealCommand command) =>
            Assert.IsType<Outcome.Changed>(Deal.Handle(deal, command, Context())).Registration;

        var deal = Deciding.AfterCheck(Samples.Deal(1) with { Sequence = 4711 }, new ConflictReport(Verdict.None, [], null, false), Context());
        yield return (deal = Do(deal, new DealCommand.Approve(Anna, null)), books);

        now += Duration.FromDays(20);
        deal = Do(deal, new DealCommand.RequestExtension(new Actor(ActorKind.Partner, "alpen-it"), "The budget is late."));
        deal = Do(deal, new DealCommand.Grant(Anna));
        books = books with { Name = "Alpen IT Systeme GmbH", VendorNumber = "V-2" };
        now += Duration.FromDays(1);
        yield return (deal = Do(deal, new DealCommand.CloseWon(System, Contoso.Calendar.DayOf(now), "PO-1", Eur(1_000m), [])), books);

        books = books with { VendorNumber = null };
        foreach (var (number, net) in new[] { ("R-1", 1_000m), ("C-1", -400m) })
        {
            now += Duration.FromDays(1);
            var invoice = new DealCommand.AddInvoice(System, number, Contoso.Calendar.DayOf(now), [new NetLine("firewall", Eur(net))]);
            yield return (deal = Do(deal, invoice), books);
        }
    }

    private static async Task<List<string>> PublishAsync(Registration deal, Membership books)
    {
        var published = new List<string>();
        var events = new Mock<IDealEvents>();
        events.Setup(port => port.PublishAsync(It.IsAny<DealEvent>(), It.IsAny<CancellationToken>()))
            .Callback((DealEvent made, CancellationToken _) => published.Add(made.Json)).Returns(Task.CompletedTask);
        var partners = Mock.Of<IPartnerStore>(store => store.FindAsync("contoso", "alpen-it", It.IsAny<CancellationToken>()) == Task.FromResult<Membership?>(books));
        var programs = Mock.Of<IProgramCatalog>(catalog => catalog.For(It.IsAny<Registration>()) == Contoso);
        var making = new DealEvents(events.Object, partners, programs, new DealFlowSettings("http://dealflow.test", "deals@dealflow.test"));
        foreach (var effect in deal.Owed.Where(effect => effect.To == Audience.Finance))
            await making.PublishAsync(deal, effect, TestContext.Current.CancellationToken);
        return published;
    }

    private static Money Eur(decimal amount) => new(amount, "EUR");
}
