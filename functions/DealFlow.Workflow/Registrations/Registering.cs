using DealFlow.Domain.Amounts;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Registrations;

/// <summary>Accepts registrations: judged whole, then stored with their place in the order in one durable write.</summary>
public sealed class Registering(
    IRegistrationStore store, AliasBook aliases, IPartnerStore partners, IProgramCatalog programs, IWaker waker, IRandomness randomness, IClock clock)
{
    /// <summary>Accepts a registration, or says everything that is wrong with it.</summary>
    /// <param name="reach">How far the one who registers reaches for the partner.</param>
    /// <param name="mark">The idempotency key with the hash of the request, where the partner gave one.</param>
    public async Task<RegisterResult> RegisterAsync(
        RegistrationDraft draft, string partner, Reach reach, (string Key, string BodyHash)? mark, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var (program, membership) = await FindProgramAsync(draft.Program, partner, reach, cancellation);
        var idempotency = mark is { } given ? new IdempotencyMark(given.Key, given.BodyHash, now + DealFlowSettings.IdempotencyKept) : null;
        if (Judge(draft, program, now) is { Count: > 0 } errors)
        {
            // What was right when it was accepted may be wrong by now: a date has passed, a product was dropped.
            return idempotency is not null && await store.FindAcceptedAsync(partner, idempotency, cancellation) is { } earlier
                && (earlier is not AddResult.Repeated repeated || reach.Includes(repeated.Stored.Registration.Manufacturer))
                ? new RegisterResult.Judged(earlier)
                : new RegisterResult.Invalid(errors);
        }

        var lead = LeadOf(draft, membership!.Language);
        var claim = CustomerClaims.Of(lead.Customer, lead.Products, program!);
        var known = await aliases.OfAsync(program!.Manufacturer.Id, lead.Customer, cancellation);
        while (true)
        {
            var deal = Intake.Receive(randomness.NewRegistrationId(), program, partner, lead, now);
            var request = new NewRegistration(deal, claim, program.Terms.Limits.OpenRegistrations, idempotency)
            {
                NewCustomers = NewCustomersToday(program, now),
                Aliases = known,
            };
            var result = await store.AddAsync(request, cancellation);
            if (result is AddResult.IdTaken)
                continue;
            if (result is AddResult.Added { Stored: var stored })
                await waker.WakeAsync(stored, cancellation);
            return new RegisterResult.Judged(result);
        }
    }

    /// <summary>All mistakes of a draft, by path; empty when it is right.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> JudgeAsync(RegistrationDraft draft, string partner, Reach reach, CancellationToken cancellation)
    {
        var (program, _) = await FindProgramAsync(draft.Program, partner, reach, cancellation);
        return Judge(draft, program, clock.GetCurrentInstant());
    }

    /// <summary>Everything that is wrong with a draft, by path.</summary>
    internal static Dictionary<string, string[]> Judge(RegistrationDraft draft, DealProgram? program, Instant now) =>
        new RegistrationDraftValidator(program, program?.Calendar.DayOf(now) ?? now.InUtc().Date).Validate(draft).Errors
            .GroupBy(error => error.PropertyName)
            .ToDictionary(errors => errors.Key, errors => errors.Select(error => error.ErrorMessage).Distinct().ToArray());

    private async Task<(DealProgram? Program, Membership? Membership)> FindProgramAsync(string? id, string partner, Reach reach, CancellationToken cancellation)
    {
        if (id is null || programs.Find(id) is not { } program || !reach.Includes(program.Manufacturer.Id))
            return (null, null);
        var membership = await partners.FindAsync(program.Manufacturer.Id, partner, cancellation);
        return membership?.TakesPartIn(id) is true ? (program, membership) : (null, null);
    }

    private static NewCustomerCap NewCustomersToday(DealProgram program, Instant now)
    {
        var (limits, day) = (program.Terms.Limits, program.Calendar.DayOf(now));
        return new NewCustomerCap(limits.NewCustomersPerDay ?? limits.OpenRegistrations, day, program.Calendar.EndOf(day));
    }

    /// <summary>A draft without mistakes in normal form. <paramref name="language"/>: the partner's, where the draft names none.</summary>
    internal static Lead LeadOf(RegistrationDraft draft, string language)
    {
        var customer = draft.Customer!;
        var money = draft.EstimatedValue!;
        return new Lead
        {
            Customer = customer.ToFacts(),
            Contact = draft.Contact is { } contact ? new Contact(contact.Name, contact.Email, contact.Phone) : null,
            Products = [.. draft.Products!.Select(product => product!)],
            EstimatedValue = new Money(decimal.Parse(money.Amount!, System.Globalization.CultureInfo.InvariantCulture), money.Currency!),
            ExpectedCloseOn = LocalDatePattern.Iso.Parse(draft.ExpectedCloseOn!).Value,
            Activity = draft.Activity!,
            DealType = draft.DealType ?? DealTypes.New,
            Distributor = draft.Distributor,
            PartnerReference = draft.PartnerReference,
            Notes = draft.Notes,
            Language = draft.Language ?? language,
        };
    }
}

/// <summary>What became of a request to register.</summary>
public abstract record RegisterResult
{
    private RegisterResult() { }

    /// <summary>Something is wrong; nothing was stored.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : RegisterResult;

    /// <summary>The store has judged it.</summary>
    public sealed record Judged(AddResult Result) : RegisterResult;
}
