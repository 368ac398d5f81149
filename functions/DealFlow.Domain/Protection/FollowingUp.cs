using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Protection;

/// <summary>What keeps an approved deal moving.</summary>
internal static class FollowingUp
{
    public static Outcome Report(Registration deal, DealCommand.ReportProgress command, DealContext context)
    {
        if (command.ExpectedCloseOn is { } closeOn && closeOn < context.Today)
            return Refusal.Value("expectedCloseOn", "Name a day that is not past.");
        if (command.ExpectedCloseOn > context.Today.PlusYears(Lead.MostYearsAhead))
            return Refusal.Value("expectedCloseOn", $"Is more than {Lead.MostYearsAhead} years ahead.");
        var expected = command.ExpectedCloseOn ?? deal.FollowUp.Progress?.ExpectedCloseOn;
        var report = new ProgressReport(context.Now, command.Note, expected, command.HelpWanted);
        deal = (deal with { FollowUp = deal.FollowUp with { Progress = report } })
            .Note(context.Now, command.By, Happening.Progress, command.Note);
        return command.HelpWanted
            ? deal.Note(context.Now, command.By, Happening.HelpWanted, "The partner asks for help.")
                .Owe(EffectKind.HelpWanted, Audience.Person(deal.Carer(context)))
            : deal;
    }

    public static Registration FollowUp(Registration deal, int number, DealContext context) =>
        (deal with { FollowUp = deal.FollowUp with { Done = number } })
        .Note(context.Now, Actor.Clock, Happening.FollowedUp, "Both sides are reminded of the deal.")
        .Owe(EffectKind.FollowUp, Audience.Person(deal.Carer(context)), number)
        .Owe(EffectKind.AskProgress, Audience.Partner, number);

    public static Registration Notice(Registration deal, int days, Instant now) =>
        (deal with { FollowUp = deal.FollowUp with { LastNotice = days } })
        .Note(now, Actor.Clock, Happening.ExpiryNoticed, $"The partner is told that protection ends on {deal.Protection!.LastDay:uuuu-MM-dd}.")
        .Owe(EffectKind.ExpiryNotice, Audience.Partner, days);

    public static Registration StartGrace(Registration deal, Instant now) =>
        (deal with { FollowUp = deal.FollowUp with { GraceTold = true } })
        .Note(now, Actor.Clock, Happening.GraceStarted, "Protection has ended; a win signed in time may still be reported.")
        .Owe(EffectKind.GraceStarted, Audience.Partner);
}
