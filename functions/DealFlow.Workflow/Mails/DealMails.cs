using System.Collections.Immutable;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Workflow.Mails;

/// <summary>Sends the mails that a deal owes, and says who reads them.</summary>
public sealed class DealMails(
    IMailComposer composer, IMailer mailer, IRegistrationStore store, IPartnerStore partners, IProgramCatalog programs, LinkFactory links,
    Enclosures enclosures, IClock clock, ILogger<DealMails> logger)
{
    /// <summary>Sends the mails of one effect; none of a request that is over.</summary>
    public async Task SendAsync(Registration deal, Effect effect, CancellationToken cancellation)
    {
        if (Requests.IsOver(deal, effect))
            return;
        var prepared = await PrepareAsync(deal, effect, cancellation);
        if (prepared.Count == 0 && effect.To != Audience.Observers)
            Log.NoRecipient(logger, deal.Id.Value, effect.Kind.ToString());
        for (var number = 0; number < prepared.Count; number++)
        {
            var mail = prepared[number];
            var key = EffectDelivery.KeyOf(deal, effect) + (number == 0 ? "" : $"/{number + 1}");
            await SendAsync(key, mail.Program, mail.Reader, deal.Id.Value, await composer.ComposeAsync(mail), [deal], cancellation);
        }
    }

    /// <summary>Hands one written mail over.</summary>
    internal Task SendAsync(
        string key, DealProgram program, MailReader reader, string? thread, MailContent content, IEnumerable<Registration> quoted,
        CancellationToken cancellation, IReadOnlyList<string>? dailyItems = null) => mailer.SendAsync(
            new OutgoingMail(key, program.Manufacturer.Name, reader.Name, reader.Address, thread, content)
            {
                Quotes = [.. quoted.Select(deal => new QuotedDeal(deal.Id, deal.ContactErasedAt))],
                DailyItems = dailyItems ?? [],
            }, cancellation);

    /// <summary>The mails of one effect, one a reader; none where the reader has left, or where there is nothing new to pass on.</summary>
    internal async Task<IReadOnlyList<DealMail>> PrepareAsync(Registration deal, Effect effect, CancellationToken cancellation)
    {
        var program = programs.For(deal);
        var membership = await partners.FindAsync(deal.Manufacturer, deal.Partner, cancellation);
        var splitOff = effect.Kind is EffectKind.Split ? await SplitOffAsync(deal, effect.Round, cancellation) : [];
        var place = await PlaceAsync(deal, cancellation);
        var others = effect.Kind is EffectKind.AskDecision or EffectKind.RemindDecision ? await OthersAsync(deal, cancellation) : null;
        var enclosed = await enclosures.OfAsync(deal, effect, program, cancellation);
        if (enclosed.IsNothing && effect.Kind is EffectKind.Signals or EffectKind.News)
            return [];
        return [.. Readers(deal, effect, program, membership).Select(reader => new DealMail(
            effect.Kind, effect.Round, deal, program, membership?.Name ?? deal.Partner, reader, links.For(deal, Audience.PersonOf(effect.To)),
            place, clock.GetCurrentInstant())
        {
            OtherPartners = others ?? ImmutableDictionary<string, string>.Empty,
            Signals = enclosed.Signals,
            News = enclosed.News,
            SplitOff = splitOff,
        })];
    }

    private async Task<int?> PlaceAsync(Registration deal, CancellationToken cancellation) => deal.Status is RegistrationStatus.Queued
        ? (await store.QueuePositionsAsync([deal.Id], cancellation)).Values.Select(position => (int?)position).FirstOrDefault()
        : null;

    private async Task<IReadOnlyList<DealPart>> SplitOffAsync(Registration deal, int before, CancellationToken cancellation)
    {
        var parts = new List<DealPart>();
        foreach (var id in deal.SplitInto.Skip(before))
            if (await store.FindAsync(id, cancellation) is { Registration: var part })
                parts.Add(new DealPart(part, await PlaceAsync(part, cancellation)));
        return parts;
    }

    private async Task<IReadOnlyDictionary<string, string>> OthersAsync(Registration deal, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var candidate in deal.Conflict?.Candidates ?? [])
            if (candidate is { Kind: CandidateKind.Registration, Owner: { } partner } && !names.ContainsKey(partner))
                names[partner] = (await partners.FindAsync(deal.Manufacturer, partner, cancellation))?.Name ?? partner;
        return names;
    }

    private static IEnumerable<MailReader> Readers(Registration deal, Effect effect, DealProgram program, Membership? membership)
    {
        if (effect.To == Audience.Partner)
            return membership is null ? [] : [new MailReader(membership.Name, membership.Mail, deal.Lead.Language, ReaderRole.Partner)];
        if (effect.To == Audience.Observers)
            return program.People.Observers.Select(address => new MailReader(program.Manufacturer.Name, address, program.Language, ReaderRole.Observer));
        return Audience.PersonOf(effect.To) is { } id && program.People.Find(id) is { } person
            ? [new MailReader(person.Name, person.Mail, person.Language ?? program.Language, ReaderRole.Approver)]
            : [];
    }
}
