using DealFlow.Domain.Approval;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Web.Pages;

/// <summary>What became of a link that is no longer good: told from the registration, in the reader's language.</summary>
internal sealed class DecisionStory(DealFacts facts)
{
    private readonly PageReader _reader = facts.Reader;
    private readonly ReaderTexts _texts = facts.Reader.Texts;
    private readonly Registration _deal = facts.Deal;

    /// <summary>Why the link is void, and by whom what was decided.</summary>
    public MessageView Of(SignedToken token)
    {
        if (facts.Program.People.Find(token.Person) is null)
            return Say("Left", _texts.Get("Void_Left")) with { Facts = [] };
        if (_deal.Ask is { IsOpen: true } ask && LinkFactory.PurposeOf(ask.Purpose) == token.Purpose && ask.Persons.Contains(token.Person))
            return ask.Round == token.Round ? Say("Expired", _texts.Get("Void_Expired")) : Say("Replaced", _texts.Get("Void_Replaced"));
        return token.Purpose switch
        {
            TokenPurpose.Decide => Decided(),
            TokenPurpose.Extension => Extended(),
            _ => Closed(),
        };
    }

    private MessageView Decided()
    {
        if (_deal.Decision is { } decision)
        {
            var by = decision.By is { } person ? new Actor(ActorKind.Approver, person) : Actor.Rule(decision.Rule ?? "");
            return Tell(decision.Outcome is DecisionOutcome.Approve ? "approve" : "reject", by.ToString(), decision.At, decision.Reason);
        }

        return _deal is { Status: RegistrationStatus.NeedsInformation, Question: { } question }
            ? Say("Asked", _texts.Get("Void_Asked", facts.Name("approver:" + question.ByPerson), _reader.Format.Moment(question.AskedAt))) with
            {
                Quotes = [new PageQuote(_texts.Get("Quote_Question"), question.Text)],
            }
            : Moot();
    }

    private MessageView Extended()
    {
        if (_deal.Extension is not { Outcome: { } outcome } extension)
            return Moot();
        var granted = outcome is ExtensionOutcome.Granted;
        var entry = Last(granted ? Happening.ExtensionGranted : Happening.ExtensionRefused);
        return entry is null ? Moot() : Tell(granted ? "grant" : "refuse", entry.By, extension.DecidedAt ?? entry.At, extension.Answer);
    }

    private MessageView Closed()
    {
        if (_deal.Closing?.ConfirmedBy is { } by)
            return Tell("confirm", by, _deal.ClosedAt ?? Last(Happening.WinConfirmed)!.At, null);
        return Last(Happening.WinDisputed) is { } disputed ? Tell("dispute", disputed.By, disputed.At, disputed.Text) : Moot();
    }

    private MessageView Tell(string what, string by, Instant at, string? reason) =>
        Say("Decided", _texts.Get("Void_" + what, facts.Name(by), _reader.Format.Moment(at)), _texts.Get("Void_Nothing")) with
        {
            Quotes = string.IsNullOrWhiteSpace(reason) ? [] : [new PageQuote(_texts.Get("Quote_Reason"), reason)],
        };

    private MessageView Moot() => Say("Moot", _texts.Get("Void_Moot", _texts.Get("State_" + Words.Of(_deal.Status))));

    private MessageView Say(string title, params string[] paragraphs) => new(_reader, _texts.Get("Void_Title_" + title), paragraphs) { Facts = facts.Short };

    private TimelineEntry? Last(string happening) => _deal.Timeline.FindLast(entry => entry.What == happening);
}
