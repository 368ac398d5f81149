using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Inbox;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Programs;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages;

/// <summary>The decision page. Looking at it changes nothing; only the posted form decides, and the token in it is the authority.</summary>
internal sealed class DecidePages(
    DecisionDesk desk, AliasSayings aliases, TokenSigner signer, IProgramCatalog programs, IPartnerStore partners, IPipelineStore pipeline, IClock clock,
    PageRenderer pages)
{
    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        var query = context.Request.Query;
        var (token, choice) = (query["t"].ToString(), query["choice"].ToString());
        return await desk.OpenAsync(token, context.RequestAborted) is DecisionLink.Open { BelongsToPartner: false } open
            ? await FormAsync(context, open, token, TypedDecision.Choosing(choice), StatusCodes.Status200OK)
            : await ClosedAsync(context, token, StatusCodes.Status410Gone);
    }

    public async Task<IResult> DecideAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        var token = form.Text("t");
        if (await desk.OpenAsync(token, context.RequestAborted) is not DecisionLink.Open { BelongsToPartner: false } open)
            return await ClosedAsync(context, token, StatusCodes.Status410Gone);
        var draft = DraftOf(form, open.Registration);
        var reader = PageReader.Of(open.Person, open.Program);
        var errors = DecideForms.Judge(reader, draft);
        if (errors.Count > 0)
            return await WrongAsync(context, open, form, draft, errors);
        return await desk.DecideAsync(draft, context.RequestAborted) switch
        {
            DecisionResult.Done done => await pages.PageAsync<MessagePage>(
                DecisionDone.Of(await FactsAsync(reader, done.Registration, programs.For(done.Registration), context), draft.Decision!)),
            DecisionResult.Refused { Refusal: { Kind: RefusalKind.Value } refusal } =>
                await WrongAsync(context, open, form, draft, DecideForms.Refused(reader, draft, refusal.Path)),
            DecisionResult.Refused { Refusal.Kind: RefusalKind.State } => await RefusedAsync(context, form, draft),
            _ => await ClosedAsync(context, draft.Token, StatusCodes.Status410Gone),
        };
    }

    /// <summary>What is sent: suggestions that were chosen, in the language of the deal, then what was typed.</summary>
    private static DecisionDraft DraftOf(FormBody form, Registration deal)
    {
        var decision = form.Text("decision");
        var (reason, question) = (form.Text("reason"), form.Text("question"));
        return new DecisionDraft(
            form.Text("t"), decision, Suggestions.Compose(form, decision ?? "", decision == "requestInformation" ? null : reason, deal.Lead.Language),
            decision == "requestInformation" ? Suggestions.Compose(form, decision, question, deal.Lead.Language) : question);
    }

    private static TypedDecision Typed(FormBody form, IReadOnlyDictionary<string, string> errors, string alert) =>
        new(form.Text("decision"), form.Text("reason"), form.Text("question"), Suggestions.Chosen(form), errors, alert);

    /// <summary>The same page with what is wrong at its field, and what was typed kept.</summary>
    private Task<IResult> WrongAsync(HttpContext context, DecisionLink.Open open, FormBody form, DecisionDraft draft, Dictionary<string, string> errors)
    {
        var alert = PageReader.Of(open.Person, open.Program).Texts.Get(errors.Count > 0 ? "Error_Summary" : "Error_Decision");
        return FormAsync(context, open, draft.Token!, Typed(form, errors, alert), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The state does not allow it: the page again where another choice is left, else what was decided meanwhile.</summary>
    private async Task<IResult> RefusedAsync(HttpContext context, FormBody form, DecisionDraft draft)
    {
        if (await desk.OpenAsync(draft.Token, context.RequestAborted) is not DecisionLink.Open { BelongsToPartner: false } open)
            return await ClosedAsync(context, draft.Token, StatusCodes.Status409Conflict);
        var typed = Typed(form, new Dictionary<string, string>(), RefusedText(PageReader.Of(open.Person, open.Program), open, draft));
        return await FormAsync(context, open, draft.Token!, typed, StatusCodes.Status409Conflict);
    }

    private string RefusedText(PageReader reader, DecisionLink.Open open, DecisionDraft draft)
    {
        var (deal, questions) = (open.Registration, open.Program.Terms.Approval.Questions);
        return draft.Decision switch
        {
            "approve" when EndOfProtection(open) is { } lastDay => reader.Texts.Get("Refused_Over", reader.Format.Day(lastDay)),
            "approve" when deal.Conflict?.HeldBy is not null => reader.Texts.Get("Refused_Held"),
            "requestInformation" when (deal.Question?.Round ?? 0) >= questions.Rounds => reader.Texts.Get("Refused_Rounds", reader.Format.Number(questions.Rounds)),
            "requestInformation" => reader.Texts.Get("Refused_Frozen", reader.Format.Number(questions.FrozenDaysAtMost)),
            _ => reader.Texts.Get("Refused_Other"),
        };
    }

    /// <summary>The last day of a protection that counts from the registration and would be over by now, or null.</summary>
    private LocalDate? EndOfProtection(DecisionLink.Open open)
    {
        var terms = open.Program.Terms.Protection;
        var window = ProtectionWindow.Starting(open.Registration.TurnAt, terms.Days, terms.GraceDays, open.Program.Calendar.Zone);
        return terms.From is ProtectionStart.Registration && window.Until <= clock.GetCurrentInstant() ? window.LastDay : null;
    }

    /// <summary>There is nothing to decide by this link.</summary>
    private async Task<IResult> ClosedAsync(HttpContext context, string? text, int voidStatus)
    {
        var link = await desk.OpenAsync(text, context.RequestAborted);
        if (link is DecisionLink.Open open)
            return await NotYoursAsync(PageReader.Of(open.Person, open.Program), open.Registration);
        if (link is not DecisionLink.Void ended || !signer.TryRead(text, out var token))
            return await UnknownAsync(context);
        var reader = PageReader.Of(ended.Program.People.Find(token.Person), ended.Program);
        var story = new DecisionStory(await FactsAsync(reader, ended.Registration, ended.Program, context)).Of(token);
        if (voidStatus == StatusCodes.Status409Conflict)
            story = story with { Paragraphs = [reader.Texts.Get("Refused_Faster"), .. story.Paragraphs], IsAlert = true };
        return await pages.PageAsync<MessagePage>(story, voidStatus);
    }

    private Task<IResult> NotYoursAsync(PageReader reader, Registration deal) => pages.PageAsync<MessagePage>(
        new MessageView(reader, reader.Texts.Get("Partner_Title"), [reader.Texts.Get("Partner_Text")])
        {
            IsAlert = true,
            Facts = new FactList(reader.Texts).Add("Id", deal.Id.Value).Facts,
        },
        StatusCodes.Status403Forbidden);

    private Task<IResult> UnknownAsync(HttpContext context)
    {
        var reader = PageReader.Of(context);
        return pages.PageAsync<MessagePage>(
            new MessageView(reader, reader.Texts.Get("Unknown_Title"), [reader.Texts.Get("Unknown_Text"), reader.Texts.Get("Unknown_Newest")]) { IsAlert = true },
            StatusCodes.Status404NotFound);
    }

    private async Task<IResult> FormAsync(HttpContext context, DecisionLink.Open open, string token, TypedDecision typed, int status)
    {
        var (reader, deal, ask) = (PageReader.Of(open.Person, open.Program), open.Registration, open.Ask);
        var facts = await FactsAsync(reader, deal, open.Program, context);
        var conflict = ask.Purpose is AskPurpose.Decide
            ? new ConflictExplained(reader, open.Program, await new PartnerNames(partners).OfAsync(deal.Manufacturer, Owners(deal), context.RequestAborted)).Of(deal) with
            {
                Said = await aliases.OfAsync(reader, open.Program, deal, context.RequestAborted),
            }
            : null;
        List<PageSection?> sections =
            [facts.TheDeal(ask, open.Person), ask.Purpose is AskPurpose.Extension ? facts.TheExtension() : null, facts.TheWin(), facts.TheCustomer(), facts.TheWords()];
        var summary = new DecideSummary(facts, open, await pipeline.RecordAsync(deal.Manufacturer, deal.Partner, context.RequestAborted));
        var view = new DecideView(
            reader, reader.Texts.Get("Decide_Title_" + ask.Purpose), summary.Of(), Lead(open, reader.Texts), DecisionClock.Of(reader, deal, open.Program, clock.GetCurrentInstant()),
            [.. sections.OfType<PageSection>()], conflict, DecideForms.For(reader, ask.Purpose, token, typed, summary.CannotApprove()));
        return await pages.PageAsync<DecidePage>(view, status);
    }

    private static List<string> Lead(DecisionLink.Open open, ReaderTexts texts)
    {
        List<string> lead = [];
        if (open.Ask.InPlaceOf(open.Person.Id) is { } absent)
            lead.Add(texts.Get("Decide_StandIn", open.Program.People.Find(absent)?.Name ?? absent));
        lead.Add(texts.Get("Decide_NothingYet", open.Person.Name));
        return lead;
    }

    private async Task<DealFacts> FactsAsync(PageReader reader, Registration deal, DealProgram program, HttpContext context)
    {
        var membership = await partners.FindAsync(deal.Manufacturer, deal.Partner, context.RequestAborted);
        return new DealFacts(reader, deal, program, membership?.Name ?? deal.Partner);
    }

    private static IEnumerable<string> Owners(Registration deal) =>
        (deal.Conflict?.Candidates ?? []).Where(found => found.Kind is CandidateKind.Registration).Select(found => found.Owner).OfType<string>();
}
