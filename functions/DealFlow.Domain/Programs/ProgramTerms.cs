using DealFlow.Domain.Amounts;
using DealFlow.Domain.Incentives;

namespace DealFlow.Domain.Programs;

/// <summary>What a registration was promised: versioned by content, and kept by each registration as it was at the start.</summary>
public sealed record ProgramTerms
{
    /// <summary>Languages of mails and collateral; the first is the manufacturer's own.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>IANA time zone of all local days and times of the program.</summary>
    public required string Zone { get; init; }

    /// <summary>The tiers that partners can have, the highest first.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>What can be registered.</summary>
    public required IReadOnlyList<Product> Products { get; init; }

    /// <summary>The currencies that deals may be registered in, each with its smallest deal.</summary>
    public required IReadOnlyList<CurrencyTerms> Currencies { get; init; }

    /// <summary>How decisions are made.</summary>
    public required ApprovalTerms Approval { get; init; }

    /// <summary>How long an approved deal is protected.</summary>
    public required ProtectionTerms Protection { get; init; }

    /// <summary>How everybody is kept at it.</summary>
    public required FollowUpTerms FollowUp { get; init; }

    /// <summary>What a conflict leads to.</summary>
    public required ConflictTerms Conflicts { get; init; }

    /// <summary>What a deal is worth to the partner.</summary>
    public required IncentiveTerms Incentives { get; init; }

    /// <summary>Bounds.</summary>
    public required LimitTerms Limits { get; init; }

    /// <summary>The terms of one currency, or null when the program does not take it.</summary>
    public CurrencyTerms? Currency(string code) => Currencies.FirstOrDefault(currency => currency.Code == code);

    /// <summary>A product by its id, or null.</summary>
    public Product? Product(string id) => Products.FirstOrDefault(product => product.Id == id);
}

/// <summary>A product that can be registered; <paramref name="Line"/> is what a hold is taken on. Titles by language.</summary>
public sealed record Product(string Id, string Line, IReadOnlyDictionary<string, string> Title);

/// <summary>A currency (ISO 4217) and the smallest deal worth registering in it.</summary>
public sealed record CurrencyTerms(string Code, decimal Minimum);

/// <summary>How a registration is decided. All days are business days of the program.</summary>
/// <param name="DecisionDays">The promise to the partner; at its end the next approver is asked as well.</param>
/// <param name="RemindAfterDays">When the asked approver is reminded; null: not before the end.</param>
/// <param name="EscalateEveryDays">From the promised day on: how long until the next one, at last the owner, is asked as well.</param>
/// <param name="RemindEveryDays">When everybody is asked: how often all are reminded.</param>
/// <param name="Silence">What silence means in the end; null: silence never decides.</param>
/// <param name="Questions">How often and how long the clock may stand still.</param>
/// <param name="Automatic">Rules that approve at once, where the check found no candidate at all.</param>
public sealed record ApprovalTerms(
    int DecisionDays, int? RemindAfterDays, int EscalateEveryDays, int RemindEveryDays, SilenceTerms? Silence, QuestionTerms Questions,
    IReadOnlyList<AutomaticApproval> Automatic);

/// <summary>Silence approves after so many business days, where the check found nothing and the mail was not returned.</summary>
public sealed record SilenceTerms(int ApprovesAfterDays);

/// <summary>Questions to the partner. Business days.</summary>
public sealed record QuestionTerms(int Rounds, int AnswerDays, int FrozenDaysAtMost);

/// <summary>Approves at once for these tiers, up to an amount by currency; a currency that is not named is never approved by it.</summary>
public sealed record AutomaticApproval(string Id, IReadOnlyList<string> Tiers, IReadOnlyDictionary<string, decimal> UpTo);

/// <summary>How long a deal is protected. <paramref name="Days"/> and grace are calendar days; notices are days before the last protected day.</summary>
public sealed record ProtectionTerms(int Days, ProtectionStart From, int GraceDays, ExtensionTerms? Extension, IReadOnlyList<int> NoticeDays);

/// <summary>What protection counts from.</summary>
public enum ProtectionStart
{
    /// <summary>The decision.</summary>
    Approval,

    /// <summary>The registration, or for a queued one the moment it moved up.</summary>
    Registration,
}

/// <summary>So many extensions of so many calendar days, each decided by an approver within so many business days.</summary>
public sealed record ExtensionTerms(int Count, int Days, int DecisionDays);

/// <summary>Every so many weeks; in one daily mail to a person, or each in its own.</summary>
public sealed record FollowUpTerms(int EveryWeeks, DailyMailMode Mail);

/// <summary>How follow-ups and reminders of one day travel.</summary>
public enum DailyMailMode
{
    /// <summary>One mail a person and day, at 08:00 of a business day.</summary>
    Daily,

    /// <summary>Each on its own, when it is due.</summary>
    Each,
}

/// <summary>What a conflict leads to, by what was found.</summary>
public sealed record ConflictTerms(
    ConflictScope Scope, ConflictOutcome Certain, ConflictOutcome Possible, ConflictOutcome Account, int LookBackMonths);

/// <summary>What a hold is taken on.</summary>
public enum ConflictScope
{
    /// <summary>The customer for each product line.</summary>
    ProductLine,

    /// <summary>The customer for the whole program.</summary>
    Program,
}

/// <summary>What is done with a registration that meets another one.</summary>
public enum ConflictOutcome
{
    /// <summary>A person decides.</summary>
    Review,

    /// <summary>It waits behind the holder.</summary>
    Queue,

    /// <summary>It is turned down at once; only for certain matches.</summary>
    Reject,
}

/// <summary>Incentives and how they are reckoned.</summary>
public sealed record IncentiveTerms(IReadOnlyList<Incentive> Items, Stacking Stacking, Rounding Rounding);

/// <summary>Bounds of a program. <paramref name="OpenRegistrations"/> a partner; <paramref name="PartnerEnded"/>: what becomes of approved deals.</summary>
public sealed record LimitTerms(int OpenRegistrations, PartnerEnded PartnerEnded, int ContactMonths)
{
    /// <summary>
    /// How many customers a partner may register in one local day that it has never registered before, so that nobody can try out a whole address
    /// book on the others' pipelines. Left out: as many as may be open, so that only who withdraws and tries on meets it.
    /// </summary>
    public int? NewCustomersPerDay { get; init; }
}

/// <summary>What becomes of the approved deals of a partner whose membership ends.</summary>
public enum PartnerEnded
{
    /// <summary>They stay protected to their end.</summary>
    Stay,

    /// <summary>They end with it.</summary>
    End,
}
