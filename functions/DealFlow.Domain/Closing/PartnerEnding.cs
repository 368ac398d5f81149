using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Closing;

/// <summary>What becomes of a partner's registrations when the manufacturer ends its membership. All of one membership are told of in one mail.</summary>
public static class PartnerEnding
{
    private static readonly Actor Rule = Actor.Rule("partner-ended");

    /// <summary>
    /// Takes note that the membership has ended: what is undecided is withdrawn, what is approved ends or stays by the program's rule, and a win
    /// that was reported goes on. Once for each end; unchanged while the membership lasts, and when the registration has ended itself.
    /// </summary>
    public static Registration TakeNote(Registration deal, DealContext context)
    {
        if (context.Partner?.EndedAt is not { } endedAt || deal.HasEnded || deal.PartnerEndedAt >= endedAt)
            return deal;
        deal = deal with { PartnerEndedAt = endedAt };
        if (deal.Status.IsUndecided())
            return Note(deal, context, Happening.Withdrawn, "The partner's membership has ended.").End(RegistrationStatus.Withdrawn, context.Now);
        if (deal.Status is RegistrationStatus.WonReported)
            return Note(deal, context, Happening.PartnerEnded, "The partner's membership has ended; the win that it has reported goes on.");
        return context.Program.Terms.Limits.PartnerEnded is PartnerEnded.End
            ? Note(deal, context, Happening.Revoked, "The partner's membership has ended, and by the program's rule this deal with it.")
                .End(RegistrationStatus.Revoked, context.Now)
            : Note(deal, context, Happening.PartnerEnded, "The partner's membership has ended; by the program's rule this deal stays protected to its end.");
    }

    /// <summary>The persons of the manufacturer who had to do with a registration: who were asked, and who looks after it.</summary>
    public static IEnumerable<string> Concerned(Registration deal, DealProgram program) =>
        (deal.Ask?.Persons ?? []).Concat(deal.Protection is null ? [] : [deal.Carer(program)]).Distinct();

    private static Registration Note(Registration deal, DealContext context, string what, string text) =>
        deal.Note(context.Now, Rule, what, text, Rule.Id);
}
