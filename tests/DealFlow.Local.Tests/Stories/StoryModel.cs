using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using NodaTime;

namespace DealFlow.Local.Tests.Stories;

/// <summary>
/// What the product must do, told by the pure state machine alone: every deal in memory, one thing after another, nothing lost. What a deal was on its
/// way since the last step is kept, because a crash may leave it anywhere on that way, but nowhere else.
/// </summary>
internal sealed class StoryModel(StoryPrograms programs)
{
    private readonly Dictionary<RegistrationId, List<Registration>> _way = [];
    private readonly HashSet<RegistrationId> _atBegin = [];
    private readonly Dictionary<string, Instant?> _endedAt = [];
    private readonly List<RegistrationId> _order = [];
    private readonly SortedDictionary<(string Deal, int Ordinal), Effect> _effects = [];
    private Func<RegistrationId, RegistrationId?> _partOf = _ => null;
    private ulong _nextLost;

    public Instant Now { get; set; } = StoryPrograms.Start;

    /// <summary>All deals, in the order in which they came to be.</summary>
    public IEnumerable<Registration> Deals => _order.Select(id => _way[id][^1]);

    /// <summary>All that was ever owed, by the id of the deal and the ordinal.</summary>
    public IEnumerable<(Registration Deal, Effect Effect)> Effects => _effects.Select(effect => (_way[RegistrationId.Parse(effect.Key.Deal)][^1], effect.Value));

    public Registration this[RegistrationId id] => _way[id][^1];

    public bool Knows(RegistrationId id) => _way.ContainsKey(id);

    public DealProgram ProgramOf(Registration deal) => programs.Of(deal.Program);

    /// <summary>A step begins: what was before it is no longer possible.</summary>
    public void Begin()
    {
        foreach (var way in _way.Values)
            way.RemoveRange(0, way.Count - 1);
        _atBegin.UnionWith(_way.Keys);
    }

    /// <summary>The ids that the product has drawn for parts: of a deal, the next that the model does not know. Null: it did not come to that.</summary>
    public void DrawPartsFrom(IReadOnlyList<Registration> stored)
    {
        var drawn = new HashSet<RegistrationId>();
        var all = stored.ToDictionary(deal => deal.Id);
        _partOf = id => all.GetValueOrDefault(id)?.SplitInto.Select(part => (RegistrationId?)part).FirstOrDefault(part => !Knows(part!.Value) && drawn.Add(part.Value));
    }

    public void EndPartner(string partner, Instant at)
    {
        _endedAt.TryAdd(partner, at);
        foreach (var deal in Deals.Where(deal => deal.Partner == partner).ToList())
            Pass(deal);
    }

    public bool HasEnded(string partner) => _endedAt.ContainsKey(partner);

    /// <summary>The registration that a partner has of the same customer in a common line, so that it cannot register again; or null.</summary>
    public Registration? OwnOpen(string partner, CustomerFacts customer, IReadOnlyList<string> products, DealProgram program) => Deals.FirstOrDefault(deal =>
        deal.Partner == partner && !deal.HasEnded && ScopesOf(deal).Intersect(program.ScopesOf(products)).Any() && IsSame(deal.Lead.Customer, customer)
        && CustomerKeys.Of(customer).Any(key => key.IsStrong));

    public void Add(Registration received) => Set(received);

    /// <summary>Somebody gives a command; a refusal changes nothing.</summary>
    public Refusal? Do(RegistrationId id, DealCommand command)
    {
        Pass(this[id]);
        var (deal, context) = (this[id], ContextOf(this[id]));
        var outcome = Deal.Handle(deal, command, context);
        var approves = deal.Status is RegistrationStatus.PendingDecision && outcome is Outcome.Changed { Registration.Status: RegistrationStatus.Approved };
        if (approves && FindingsOf(deal).On(ScopesOf(deal)).HeldBy is not null)
            outcome = Deal.Handle(deal, command, context with { HolderIsLive = true });
        if (outcome is Outcome.Changed changed)
            Set(changed.Registration);
        return (outcome as Outcome.Refused)?.Refusal;
    }

    /// <summary>Time passes, deadline by deadline.</summary>
    public void AdvanceTo(Instant target)
    {
        Settle();
        while (Deals.Min(deal => Deadlines.Next(deal, ProgramOf(deal))) is { } next && next <= target)
        {
            Now = Instant.Max(Now, next);
            Settle();
        }

        Now = Instant.Max(Now, target);
        Settle();
    }

    /// <summary>Does all that is to be done now: what is owed, deadlines, checks; until nothing is left.</summary>
    public void Settle()
    {
        while (Deals.FirstOrDefault(IsBusy) is { } deal)
        {
            Deliver(deal);
            Pass(this[deal.Id]);
            Deliver(this[deal.Id]);
            if (this[deal.Id] is { Status: RegistrationStatus.Received } received)
                Spread(Splitting.AfterCheck(received, FindingsOf(received), ContextOf(received), () => NewPart(received.Id)));
        }
    }

    /// <summary>
    /// After a crash: each deal is as the store has it, which must be a point of its way. What it owes may be done or not. Returns what is wrong.
    /// </summary>
    public string? Continue(IReadOnlyList<Registration> stored, Func<string, Instant?> endedAt)
    {
        var all = stored.ToDictionary(deal => deal.Id);
        foreach (var lost in _order.Where(id => !all.ContainsKey(id)).ToList())
        {
            if (_atBegin.Contains(lost))
                return $"{lost} is lost.";
            Forget(lost);
        }

        foreach (var deal in stored)
        {
            if (!Knows(deal.Id))
                return $"{deal.Id} should not be there.";
            var point = _way[deal.Id].FindLastIndex(state => StoryText.Of(state) == StoryText.Of(deal));
            if (point < 0)
                return StoryText.Difference(_way[deal.Id], deal);
            _way[deal.Id].RemoveRange(point + 1, _way[deal.Id].Count - point - 1);
            _way[deal.Id].Add(_way[deal.Id][point] with { Owed = deal.Owed });
            foreach (var undone in _effects.Keys.Where(key => key.Deal == deal.Id.Value && key.Ordinal > deal.EffectCount).ToList())
                _effects.Remove(undone);
        }

        foreach (var partner in _endedAt.Keys.Where(partner => endedAt(partner) is null).ToList())
            _endedAt.Remove(partner);
        return null;
    }

    public static bool IsSame(CustomerFacts one, CustomerFacts other) => CustomerMatcher.Compare(one, other).Verdict is Verdict.Certain;

    public IReadOnlyList<string> ScopesOf(Registration deal) => ProgramOf(deal).ScopesOf(deal.Lead.Products);

    private bool IsBusy(Registration deal) => !deal.Owed.IsEmpty || deal.Status is RegistrationStatus.Received || !ReferenceEquals(deal, Deadlines.Pass(deal, ContextOf(deal)));

    private void Deliver(Registration deal)
    {
        if (deal.Owed.Any(effect => effect.Kind is EffectKind.MoveQueue))
            MoveQueue(deal);
        Set(this[deal.Id].WithoutOwed([.. deal.Owed.Select(effect => effect.Ordinal)]));
    }

    private void MoveQueue(Registration before)
    {
        var waiting = Deals.Where(deal => deal.Status is RegistrationStatus.Queued && deal.Conflict?.HeldBy == before.Id).OrderBy(deal => deal.Sequence);
        foreach (var deal in waiting.ToList())
        {
            var (found, context) = (FindingsOf(deal), ContextOf(deal));
            Spread(before.Status is RegistrationStatus.ClosedWon
                ? new SplitDeal(Domain.Approval.Deciding.HolderWon(deal, found.On(ScopesOf(deal)), context), [])
                : Splitting.LookAgain(deal, found, context, () => NewPart(deal.Id)));
        }
    }

    private void Spread(SplitDeal after)
    {
        Set(after.Deal);
        foreach (var part in after.SplitOff)
            Set(part);
    }

    private void Pass(Registration deal) => Set(Deadlines.Pass(deal, ContextOf(deal)));

    private void Set(Registration deal)
    {
        if (!_way.TryGetValue(deal.Id, out var way))
        {
            _way[deal.Id] = way = [];
            _order.Add(deal.Id);
        }

        if (way.Count == 0 || !ReferenceEquals(way[^1], deal))
            way.Add(deal);
        foreach (var effect in deal.Owed)
            _effects[(deal.Id.Value, effect.Ordinal)] = effect;
    }

    private void Forget(RegistrationId id)
    {
        _way.Remove(id);
        _order.Remove(id);
        foreach (var key in _effects.Keys.Where(key => key.Deal == id.Value).ToList())
            _effects.Remove(key);
    }

    /// <summary>Where the product has not split, by a crash, the part gets an id that nobody else has.</summary>
    private RegistrationId NewPart(RegistrationId from) => _partOf(from) ?? RegistrationId.From(ulong.MaxValue - _nextLost++);

    private DealContext ContextOf(Registration deal)
    {
        var (program, member) = (ProgramOf(deal), StoryPrograms.Members.First(member => member.Partner == deal.Partner));
        return new DealContext(program, Now, member.Tier, deal.Conflict?.HeldBy is { } holder && Knows(holder) && !this[holder].HasEnded)
        {
            OfPartner = [.. program.People.InOrder.Where(person => member.Includes(person.Mail)).Select(person => person.Id)],
            Partner = new PartnerRecord(member.Name, member.VendorNumber, _endedAt.GetValueOrDefault(deal.Partner)),
        };
    }

    /// <summary>Every other deal of the same customer on a common line that is alive or won, but those that came later and are not decided.</summary>
    private ConflictFindings FindingsOf(Registration deal) => new(
    [
        .. from rival in Deals
           where rival.Id != deal.Id && ScopesOf(rival).Intersect(ScopesOf(deal)).Any() && Counts(rival, deal)
           let match = CustomerMatcher.Compare(deal.Lead.Customer, rival.Lead.Customer)
           where match.Verdict is not Verdict.None
           let first = rival.Sequence < deal.Sequence || rival.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported
           select new ConflictFinding(
               new ConflictCandidate
               {
                   Kind = CandidateKind.Registration,
                   Id = rival.Id.Value,
                   Customer = rival.Lead.Customer,
                   Owner = rival.Partner,
                   State = Words.Of(rival.Status),
                   Match = match,
               },
               ScopesOf(rival), match.Verdict is Verdict.Certain && !rival.HasEnded && first ? rival.Sequence : null),
    ]);

    private static bool Counts(Registration rival, Registration deal) => rival.Status switch
    {
        RegistrationStatus.ClosedWon => rival.Partner != deal.Partner, // stories end before the look-back does
        RegistrationStatus.Queued or RegistrationStatus.Received => rival.Sequence < deal.Sequence,
        _ => !rival.HasEnded,
    };
}
