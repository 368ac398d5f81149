using System.Text.Json.Serialization;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Registrations;

/// <summary>
/// Where registrations live. It decides: the order of acceptance, one holder a customer and line, and which of two changes at once wins.
/// Every write is durable on return.
/// </summary>
public interface IRegistrationStore
{
    /// <summary>
    /// Accepts a registration: gives it the next sequence, publishes the keys of its customer for each scope and for the candidate index of
    /// registrations, remembers the idempotency key and marks it as to be woken, all in one write; or refuses and leaves no trace.
    /// </summary>
    Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation);

    /// <summary>What became of an earlier request under this idempotency key: repeated, or the key is taken; null when it is unknown.</summary>
    Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation);

    /// <summary>A registration with the stamp of its last write, or null.</summary>
    Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation);

    /// <summary>
    /// Writes a change, with what it splits off, on condition that nobody has written since <see cref="RegistrationChange.Stamp"/> was read, that
    /// the holders are as they were and that the ids of what is split off are free. An ending that frees the hold takes the customer's keys away in
    /// the same write, and one that erases the contact (<see cref="Registration.ContactErasedAt"/> is new) erases with it all else that is kept of
    /// what was written: mails. Null: a condition did not hold and nothing was written; read again.
    /// </summary>
    Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation);

    /// <summary>A page of registrations, newest first.</summary>
    Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation);

    /// <summary>
    /// Other registrations of the manufacturer that may be of the same customer, in a common scope, alive or won and still held: those that share a key
    /// of the claim or one of <see cref="RivalSearch.OtherKeys"/>, and those that the look-up finds among what was published. A query in the claims of
    /// each scope, one for the keys of the look-up, and a read for each that is found.
    /// </summary>
    /// <exception cref="Conflicts.IndexIncompleteException">With a look-up: what was published before is being indexed anew.</exception>
    Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, RivalSearch search, CancellationToken cancellation);

    /// <summary>Those who wait behind a registration, in the order of their sequence.</summary>
    Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation);

    /// <summary>The places in line, from 1, of those of these registrations that wait: behind the same holder, in a common scope.</summary>
    Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation);

    /// <summary>Registrations whose change has not yet reached the orchestration.</summary>
    Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation);

    /// <summary>The change of this stamp has reached the orchestration.</summary>
    Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation);
}

/// <summary>A registration as read, with the stamp that a change must name.</summary>
public sealed record StoredRegistration(Registration Registration, string Stamp);

/// <summary>A registration to be accepted.</summary>
/// <param name="Registration">Without a sequence; the store gives it.</param>
/// <param name="OpenLimit">How many open registrations the partner may have in the program; those of one sequence count once.</param>
/// <param name="Idempotency">Null when the partner gave no key.</param>
public sealed record NewRegistration(Registration Registration, CustomerClaim Claim, int OpenLimit, IdempotencyMark? Idempotency)
{
    /// <summary>How many customers that are new to it the partner may register in the program today; null: any number.</summary>
    public NewCustomerCap? NewCustomers { get; init; }

    /// <summary>What people have said of the customer: whom they have told apart is no duplicate.</summary>
    public KnownAliases Aliases { get; init; } = KnownAliases.None;
}

/// <summary>A bound for one local day. A customer is known to a partner when it has registered all of the customer's keys in the program before.</summary>
/// <param name="Day">The local day of the program.</param>
/// <param name="Until">When that day ends.</param>
public sealed record NewCustomerCap(int PerDay, LocalDate Day, Instant Until);

/// <summary>What a registration claims: the customer by each of these keys, in each of these scopes of the manufacturer.</summary>
/// <param name="Keys">All keys, weak ones too.</param>
/// <param name="Strong">Those that make a match certain by themselves.</param>
public sealed record CustomerClaim(IReadOnlyList<string> Scopes, IReadOnlyList<string> Keys, IReadOnlyList<string> Strong)
{
    /// <summary>
    /// The customer as the candidate index of registrations keeps it, apart from the accounts': as long as the claim stands, and for what is split off
    /// too. A key with more than <see cref="IndexedCustomer.MostPostings"/> of them gives nothing. Null in claims of before there was an index.
    /// </summary>
    [JsonIgnore]
    public IndexedCustomer? Indexed { get; init; }
}

/// <summary>How rivals are looked for, beside the claim.</summary>
/// <param name="Lookup">Null: by keys of claims only.</param>
/// <param name="OtherKeys">Keys of claims under which people have confirmed the same customer.</param>
public sealed record RivalSearch(CandidateLookup? Lookup, IReadOnlyList<string> OtherKeys);

/// <summary>The partner's word that a request is the same one: kept 30 days.</summary>
/// <param name="BodyHash">Hash of the request's JSON in canonical form.</param>
public sealed record IdempotencyMark(string Key, string BodyHash, Instant ExpiresAt);

/// <summary>What became of a request to accept a registration.</summary>
public abstract record AddResult
{
    private AddResult() { }

    /// <summary>Accepted.</summary>
    public sealed record Added(StoredRegistration Stored) : AddResult;

    /// <summary>The same request was accepted before; nothing was done.</summary>
    public sealed record Repeated(StoredRegistration Stored) : AddResult;

    /// <summary>The idempotency key was used for another request.</summary>
    public sealed record KeyTaken : AddResult;

    /// <summary>The partner has this customer open, for certain, in one of the scopes of the claim.</summary>
    public sealed record AlreadyYours(RegistrationId Id) : AddResult;

    /// <summary>The partner has as many open registrations as the program allows.</summary>
    public sealed record TooManyOpen : AddResult;

    /// <summary>The partner has registered as many new customers today as the program allows.</summary>
    public sealed record TooManyNewCustomers(Instant Until) : AddResult;

    /// <summary>The id is taken; draw another.</summary>
    public sealed record IdTaken : AddResult;
}

/// <summary>A change to be written.</summary>
/// <param name="Wake">Whether the orchestration must learn of it.</param>
/// <param name="IfEnded">A holder that must have ended (to approve in its place).</param>
public sealed record RegistrationChange(Registration Registration, string Stamp, bool Wake, RegistrationId? IfEnded = null)
{
    /// <summary>Holds that must still be there (to wait behind them, or to be turned down for them).</summary>
    public IReadOnlyList<Hold> IfHeld { get; init; } = [];

    /// <summary>What this change splits off.</summary>
    public IReadOnlyList<SplitOff> SplitOff { get; init; } = [];
}

/// <summary>A live registration and what it claims its customer in.</summary>
public sealed record Hold(string Scope, RegistrationId Holder);

/// <summary>
/// A registration that is split off from another one in the same write: it gets that one's sequence and, of its claim, these scopes, and is to be
/// woken.
/// </summary>
public sealed record SplitOff(Registration Registration, IReadOnlyList<string> Scopes);

/// <summary>Which registrations to list; what is null does not restrict.</summary>
/// <param name="Text">Part of the customer's name, the id or the partner's reference.</param>
/// <param name="Cursor">The <see cref="RegistrationPage.Next"/> of the page before.</param>
public sealed record RegistrationQuery(
    string? Partner, string? Manufacturer, string? Program, RegistrationStatus? Status, string? Text, string? Cursor, int Limit)
{
    /// <summary>Partners whose registrations are found as well, whatever <see cref="Text"/> is.</summary>
    public IReadOnlyCollection<string> OrOfPartners { get; init; } = [];

    /// <summary>Only of these manufacturers.</summary>
    public IReadOnlyCollection<string>? OfManufacturers { get; init; }
}

/// <summary>A page; <paramref name="Next"/> is null at the end.</summary>
public sealed record RegistrationPage(IReadOnlyList<Registration> Items, string? Next);
