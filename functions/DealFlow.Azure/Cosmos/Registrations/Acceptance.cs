using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// Accepts a registration or refuses it, as one decision of the manufacturer's arbiter: of many at once each sees those before it. A refusal writes
/// nothing, so it takes no place in the order.
/// </summary>
internal sealed class Acceptance(NewRegistration request, Instant now, Documents documents, Arbiter arbiter, DealRows rows, Wakes wakes)
{
    private readonly Registration _deal = request.Registration;
    private AddResult _result = new AddResult.IdTaken();
    private string? _mark;

    public async Task<AddResult> RunAsync(CancellationToken cancellation)
    {
        var isWritten = await arbiter.DecideAsync(_deal.Manufacturer, current => DecideAsync(current, cancellation), cancellation);
        if (isWritten)
            return _result;
        if (_mark is not null)
            await wakes.TakeBackAsync(_mark, cancellation);
        return _result is AddResult.Added ? new AddResult.IdTaken() : _result;
    }

    /// <summary>What became of an earlier request under this key, or null.</summary>
    public static async Task<AddResult?> RepeatedAsync(
        Documents documents, string partner, IdempotencyMark? mark, Instant now, CancellationToken cancellation)
    {
        if (mark is null
            || await documents.ReadAsync<MarkDocument>(Names.Partner(partner), MarkDocument.IdOf(partner, mark.Key), cancellation) is not { } known
            || known.ExpiresAt <= now)
            return null;
        return known.BodyHash == mark.BodyHash
            ? new AddResult.Repeated((await documents.ReadAsync<RegistrationDocument>(known.Registration, known.Registration, cancellation))!.Stored)
            : new AddResult.KeyTaken();
    }

    private async Task<ArbiterDocument?> DecideAsync(ArbiterDocument current, CancellationToken cancellation)
    {
        if ((await RepeatedAsync(documents, _deal.Partner, request.Idempotency, now, cancellation) ?? await RefusalAsync(cancellation)) is { } other)
        {
            _result = other;
            return null;
        }

        var (isNew, refusal) = await NewCustomerAsync(cancellation);
        if (refusal is not null)
        {
            _result = refusal;
            return null;
        }

        var next = current with { Sequence = current.Sequence + 1, Places = current.Places + 1, Terms = TermsOf(current) };
        var main = RegistrationDocument.Of(_deal with { Sequence = next.Sequence }, RegistrationDocument.FirstNumber);
        _mark ??= await wakes.AddAsync(main.Body, main.Number, cancellation);
        _result = new AddResult.Added(main.Stored);
        var row = DealRow.Of(main.Body, request.Claim, next.Sequence, next.Places, current.Log + 1) with { NewOn = isNew ? Day : null };
        return next with { Pending = new LogEntry(Nonce.New(), main, null) { Rows = [row], Mark = Mark } };
    }

    private async Task<AddResult?> RefusalAsync(CancellationToken cancellation)
    {
        if (await documents.ReadAsync<RegistrationDocument>(_deal.Id.Value, _deal.Id.Value, cancellation) is not null)
            return new AddResult.IdTaken();
        if (await OwnDuplicateAsync(cancellation) is { } own)
            return new AddResult.AlreadyYours(own);
        return await rows.OpenCountAsync(_deal.Partner, _deal.Program, cancellation) >= request.OpenLimit ? new AddResult.TooManyOpen() : null;
    }

    /// <summary>The partner's own live registration of the same customer, for certain, in one of these scopes; or null.</summary>
    private async Task<RegistrationId?> OwnDuplicateAsync(CancellationToken cancellation)
    {
        var own = await rows.SharingAsync(
            _deal.Manufacturer, request.Claim.Scopes, request.Claim.Strong, "c.partner = @partner AND c.facts.ended = false",
            [("@partner", _deal.Partner)], cancellation);
        foreach (var row in own)
            if (await documents.ReadAsync<RegistrationDocument>(row.Registration.Value, row.Registration.Value, cancellation) is { Body: var deal }
                && Judge(deal) is Verdict.Certain)
                return deal.Id;
        return null;
    }

    /// <summary>Whom people have told apart is no duplicate.</summary>
    private Verdict Judge(Registration own) => request.Aliases.Judge(
        new AliasSubject(_deal.Lead.Customer, null), new AliasSubject(own.Lead.Customer, CustomerAlias.RefOf(CandidateKind.Registration, own.Id.Value)),
        CustomerMatcher.Compare(_deal.Lead.Customer, own.Lead.Customer)).Verdict;

    private async Task<(bool IsNew, AddResult? Refusal)> NewCustomerAsync(CancellationToken cancellation)
    {
        if (request.NewCustomers is not { } cap || await rows.AreKnownAsync(_deal.Partner, _deal.Program, request.Claim.Keys, cancellation))
            return (false, null);
        return await rows.NewCountAsync(_deal.Partner, _deal.Program, Day!, cancellation) < cap.PerDay
            ? (true, null)
            : (false, new AddResult.TooManyNewCustomers(cap.Until));
    }

    private string? Day => request.NewCustomers is { } cap ? LocalDatePattern.Iso.Format(cap.Day) : null;

    private IReadOnlyList<TermsInUse> TermsOf(ArbiterDocument current)
    {
        var terms = new TermsInUse(_deal.Program, _deal.ProgramVersion);
        return current.Terms.Contains(terms) ? current.Terms : [.. current.Terms, terms];
    }

    private MarkDocument? Mark => request.Idempotency is { } mark
        ? new MarkDocument
        {
            Id = MarkDocument.IdOf(_deal.Partner, mark.Key),
            Partition = Names.Partner(_deal.Partner),
            BodyHash = mark.BodyHash,
            Registration = _deal.Id.Value,
            AcceptedAt = now,
            ExpiresAt = mark.ExpiresAt,
            SecondsKept = Kept.Until(mark.ExpiresAt, now),
        }
        : null;
}
