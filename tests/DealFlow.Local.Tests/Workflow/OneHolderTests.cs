using CsCheck;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Web.Hosting;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Moq;
using NodaTime;

namespace DealFlow.Local.Tests.Workflow;

/// <summary>
/// Random registrations of a few customers and lines by a few partners, checked, decided and ended in any order, each step perhaps amid another one:
/// of a customer and line there is never more than one holder, nobody waits for nothing, and no line is lost or doubled.
/// </summary>
public sealed class OneHolderTests : IAsyncLifetime
{
    /// <summary>
    /// By VAT id, by domain, by both, and a company of its own: the first and the second are the same as the third, but not as each other. The last is
    /// the same as the first because a person said so.
    /// </summary>
    private static readonly CustomerFacts[] Customers =
    [
        new() { Name = "Zirbel Bau", Country = "DE", VatId = "DE136695976" },
        new() { Name = "Zirbel Anlagen", Country = "DE", Domain = "zirbel.example" },
        new() { Name = "Zirbel", Country = "DE", VatId = "DE136695976", Domain = "zirbel.example" },
        new() { Name = "Hofmann", Country = "DE", Domain = "hofmann.example" },
        new() { Name = "ZB", Country = "DE", Domain = "zb.example" },
    ];

    private static readonly string[] Products = ["firewall", "storage", "suite"];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[0, 4], Gen.Int[1, 7], (kind, which, customer, lines) => new Step(kind, which, customer, lines));

    private static readonly DealProgram Sample = ProgramFolder.Read(LocalOptions.SampleFolder, Samples.Now).Select(loaded => loaded.Program)
        .First(program => program.Id == "contoso-network");

    private readonly TestDatabase _database = new();
    private SqliteRegistrationStore _store = null!;
    private IAliasStore _aliases = null!;
    private int _worlds;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var commits = await _database.OpenAsync();
        (_store, _aliases) = (new SqliteRegistrationStore(commits, new PortClock()), new SqliteAliasStore(commits));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public Task AnySteps_InAnyOrderAndAmidOneAnother_KeepOneHolderForEachCustomerAndLine() =>
        Gen.Select(Steps, Steps, Gen.Bool).Array[1, 30].SampleAsync(
            async steps =>
            {
                var world = new World(_store, _aliases, Sample with { Manufacturer = new Manufacturer($"m{Interlocked.Increment(ref _worlds)}", "M") });
                await world.SayAsync(new CustomerAlias(AliasVerdict.Same, Customers[0], Customers[4], null, null));
                foreach (var (step, meanwhile, interrupts) in steps)
                {
                    if (interrupts)
                        world.Store.InterruptNext(() => world.DoAsync(meanwhile));
                    await world.DoAsync(step);
                    await world.AssertHoldsAsync();
                }

                await world.SettleAsync();
                await world.AssertHoldsAsync();
                await world.AssertNobodyWaitsForNothingAsync();
            }, iter: 40, threads: 1);

    /// <summary>What one step does: to which of the registrations there are, or to register what.</summary>
    private sealed record Step(int Kind, int Which, int Customer, int Lines);

    /// <summary>One manufacturer.</summary>
    private sealed class World
    {
        private readonly DealProgram _program;
        private readonly DealDesk _desk;
        private readonly ConflictCheck _conflicts;
        private readonly CheckWriter _writer;
        private readonly QueueMover _queue;
        private readonly Dictionary<long, IReadOnlyList<string>> _registered = [];
        private readonly IRegistrationStore _inner;
        private readonly IAliasStore _aliases;
        private KnownAliases _known = KnownAliases.None;
        private readonly IRandomness _randomness = new SystemRandomness();

        public World(IRegistrationStore store, IAliasStore aliases, DealProgram program)
        {
            _aliases = aliases;
            (_inner, _program, Store) = (store, program, new InterruptedStore(store));
            var clock = new PortClock();
            var programs = Mock.Of<IProgramCatalog>(catalog => catalog.For(It.IsAny<Registration>()) == program);
            _conflicts = new ConflictCheck(Store, Mock.Of<IAccountStore>(), new MemoryCandidateIndex(), new AliasBook(aliases), programs, clock);
            _desk = new DealDesk(Store, programs, Mock.Of<IPartnerStore>(), _conflicts, Mock.Of<IWaker>(), clock);
            _writer = new CheckWriter(Store, Mock.Of<IWaker>(), _randomness);
            _queue = new QueueMover(Store, _desk, _conflicts, _writer);
        }

        public InterruptedStore Store { get; }

        public async Task SayAsync(CustomerAlias said)
        {
            _known = new KnownAliases([said]);
            await _aliases.SaveAsync(_program.Manufacturer.Id, new Alias(said, "system:m", Samples.Now, null), Stop);
        }

        public async Task DoAsync(Step step)
        {
            var all = await AllAsync();
            if (step.Kind <= 3 || all.Count == 0)
            {
                await RegisterAsync(step);
                return;
            }

            var deal = all[step.Which % all.Count];
            await (step.Kind switch
            {
                4 or 5 => CheckAsync(deal),
                6 => DeliverAsync(deal),
                7 => CommandAsync(deal, new DealCommand.Approve(new Actor(ActorKind.Approver, "anna"), null)),
                8 => CommandAsync(deal, new DealCommand.Withdraw(new Actor(ActorKind.Partner, deal.Partner), null)),
                _ => CommandAsync(deal, new DealCommand.CloseWon(
                    new Actor(ActorKind.Manufacturer, deal.Manufacturer), Samples.Now.InUtc().Date, "PO-1", new Money(9_000m, "EUR"), [])),
            });
        }

        /// <summary>Everything that is to be done without anybody's doing.</summary>
        public async Task SettleAsync()
        {
            while ((await AllAsync()).Find(deal => deal.Status is RegistrationStatus.Received || Owes(deal)) is { } next)
                await (next.Status is RegistrationStatus.Received && !Owes(next) ? CheckAsync(next) : DeliverAsync(next));
        }

        public async Task AssertHoldsAsync()
        {
            var all = await AllAsync();
            foreach (var siblings in all.GroupBy(deal => deal.Sequence))
                Assert.Equal(
                    _registered[siblings.Key].Order(StringComparer.Ordinal), siblings.SelectMany(deal => deal.Lead.Products).Order(StringComparer.Ordinal));
            var byId = all.ToDictionary(deal => deal.Id);
            foreach (var waiting in all.Where(deal => deal.Status is RegistrationStatus.Queued))
                Assert.True(byId[waiting.Conflict!.HeldBy!.Value] is var holder && (Owes(holder) || (!holder.HasEnded && ScopesOf(waiting).All(ScopesOf(holder).Contains))));
            Assert.DoesNotContain(PairsOf(all), pair => IsProtected(pair.First) && IsProtected(pair.Second));
        }

        public async Task AssertNobodyWaitsForNothingAsync()
        {
            var all = await AllAsync();
            foreach (var waiting in all.Where(deal => deal.Status is RegistrationStatus.Queued))
                Assert.Contains(PairsOf(all), pair => pair.Second.Id == waiting.Id || pair.First.Id == waiting.Id);

            // Besides those that a person decides after a win, whoever comes second waits.
            Assert.DoesNotContain(PairsOf(all), pair => pair.Second.Status is not RegistrationStatus.Queued
                && pair.First.Status is not RegistrationStatus.Queued && pair.Second.Timeline.All(entry => entry.What != Happening.HolderWon));
        }

        /// <summary>Two live registrations of the same customer, for certain, in a common scope; the first has the lower sequence.</summary>
        private IEnumerable<(Registration First, Registration Second)> PairsOf(List<Registration> all) =>
            from first in all
            from second in all
            where first.Sequence < second.Sequence && !first.HasEnded && !second.HasEnded && ScopesOf(first).Intersect(ScopesOf(second)).Any()
                && AreOne(first.Lead.Customer, second.Lead.Customer)
            select (first, second);

        private bool AreOne(CustomerFacts first, CustomerFacts second) => _known.Judge(
            new AliasSubject(first, null), new AliasSubject(second, null), CustomerMatcher.Compare(first, second)).Verdict is Verdict.Certain;

        private async Task RegisterAsync(Step step)
        {
            string[] products = [.. Products.Where((_, line) => (step.Lines & (1 << line)) != 0)];
            var lead = Samples.Deal(1).Lead with { Customer = Customers[step.Customer], Products = products };
            var deal = Intake.Receive(_randomness.NewRegistrationId(), _program, $"p{step.Which % 4}", lead, Samples.Now);
            var result = await Store.AddAsync(new NewRegistration(deal, CustomerClaims.Of(lead.Customer, products, _program), 1000, null), Stop);
            if (result is AddResult.Added added)
                _registered[added.Stored.Registration.Sequence] = products;
        }

        private async Task CheckAsync(Registration deal)
        {
            while (await Store.FindAsync(deal.Id, Stop) is { Registration: { Status: RegistrationStatus.Received } received } stored)
            {
                var context = await _desk.ContextAsync(received, Stop);
                var found = await _conflicts.RunAsync(received, _program, Stop);
                var after = Splitting.AfterCheck(received, found, context, _writer.NewId);
                await _writer.WriteAsync(stored, found, after, _program, wake: false, Stop);
            }
        }

        private async Task DeliverAsync(Registration deal)
        {
            if (!Owes(deal))
                return;
            await _queue.MoveAsync(deal, Stop);
            await _desk.HandleAsync(deal.Id, (current, _) => current.WithoutOwed([.. deal.Owed.Select(effect => effect.Ordinal)]), Stop);
        }

        private Task CommandAsync(Registration deal, DealCommand command) =>
            _desk.HandleAsync(deal.Id, (current, context) => Deal.Handle(current, command, context), Stop);

        private async Task<List<Registration>> AllAsync() =>
            [.. (await _inner.ListAsync(new RegistrationQuery(null, _program.Manufacturer.Id, null, null, null, null, 200), Stop)).Items];

        private IReadOnlyList<string> ScopesOf(Registration deal) => _program.ScopesOf(deal.Lead.Products);

        private static bool Owes(Registration deal) => deal.Owed.Any(effect => effect.Kind is EffectKind.MoveQueue);

        private static bool IsProtected(Registration deal) => deal.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported;
    }
}
