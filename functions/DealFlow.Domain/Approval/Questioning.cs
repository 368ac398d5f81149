using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Approval;

/// <summary>Questions to the partner: the decision clock stands still until the answer, within the program's caps.</summary>
internal static class Questioning
{
    public static Outcome Ask(Registration deal, DealCommand.RequestInformation command, DealContext context)
    {
        if (string.IsNullOrWhiteSpace(command.Question))
            return Refusal.Value("question", "Say what you need to know.");
        var terms = context.Program.Terms.Approval.Questions;
        var round = (deal.Question?.Round ?? 0) + 1;
        if (round > terms.Rounds)
            return Refusal.State($"All {terms.Rounds} rounds of questions are used. Approve or reject.");
        var frozen = deal.Question is { } last ? last.FrozenBefore + Frozen(last, last.AnsweredAt ?? context.Now, context) : Duration.Zero;
        var left = Duration.FromDays(terms.FrozenDaysAtMost) - frozen;
        if (left <= Duration.Zero)
            return Refusal.State($"The clock has stood still for {terms.FrozenDaysAtMost} business days, which is the most. Approve or reject.");

        var ask = deal.Ask!;
        var answerDueAt = context.Program.Calendar.Add(context.Now, Duration.Min(left, Duration.FromDays(terms.AnswerDays)));
        var question = new Question(
            round, command.Question, command.By.Id, context.Now, answerDueAt, AskClock.Run(ask, context.Program, context.Now), frozen);
        return (deal.CloseAsk() with { Status = RegistrationStatus.NeedsInformation, Question = question })
            .Note(context.Now, command.By, Happening.InformationRequested, "The manufacturer has a question.")
            .Owe(EffectKind.QuestionAsked, Audience.Partner, round);
    }

    public static Outcome Answer(Registration deal, DealCommand.Answer command, DealContext context)
    {
        if (string.IsNullOrWhiteSpace(command.Text))
            return Refusal.Value("text", "Write an answer.");
        var question = deal.Question!;
        var ask = AskClock.Resume(AskPurpose.Decide, deal.NextRound(), context.Now, question.RunBefore, context.Program);
        var answered = (deal with
        {
            Status = RegistrationStatus.PendingDecision,
            Question = question with { Answer = command.Text, AnsweredAt = context.Now },
        })
        .Note(context.Now, command.By, Happening.Answered, "The partner has answered.")
        .Note(context.Now, Actor.Clock, Happening.Asked, "The manufacturer is asked.");
        return Asking.Open(answered, ask, context, question.ByPerson, context.Program.People.InOrder[0].Id);
    }

    public static Registration NotAnswered(Registration deal, Instant now) => deal
        .Note(now, Actor.Clock, Happening.Incomplete, "The question was not answered in time.")
        .Owe(EffectKind.Incomplete, Audience.Partner)
        .End(RegistrationStatus.Incomplete, now);

    private static Duration Frozen(Question question, Instant until, DealContext context) =>
        context.Program.Calendar.Between(question.AskedAt, until);
}
