using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.Mails;

/// <summary>Sends the mails that a membership owes, each once by the effect's ordinal.</summary>
public sealed class MembershipMails(IMailComposer composer, IMailer mailer, IProgramCatalog programs, DealFlowSettings settings)
{
    /// <summary>Invites the partner. One that is no member any more by now is not invited.</summary>
    public async Task InviteAsync(Membership membership, MembershipEffect effect, CancellationToken cancellation)
    {
        var invitedTo = effect.Programs.Where(membership.TakesPartIn).Select(programs.Find).OfType<DealProgram>().ToList();
        if (invitedTo.Count == 0)
            return;
        var invitation = new InvitationMail(invitedTo, PartnerOf(membership), membership.Tier, settings.PublicBaseUrl);
        await SendAsync(KeyOf(membership, effect), invitedTo[0], invitation.Reader, await composer.ComposeAsync(invitation), cancellation);
    }

    /// <summary>
    /// Tells the partner, and each person of the manufacturer who had to do with one of its deals, that the membership has ended and what becomes
    /// of the deals: one mail to each, however many deals there are.
    /// </summary>
    public async Task TellOfEndAsync(
        Membership membership, MembershipEffect effect, IReadOnlyList<Registration> deals, CancellationToken cancellation)
    {
        var key = KeyOf(membership, effect);
        if (ProgramOf(membership, effect, deals) is not { } own)
            return;
        await TellAsync(key, new MembershipEndMail(own, PartnerOf(membership), membership.Name, deals, settings.PublicBaseUrl), cancellation);
        var concerned = deals.SelectMany(deal => PartnerEnding.Concerned(deal, programs.For(deal)).Select(person => (Person: person, Deal: deal)))
            .GroupBy(pair => (pair.Deal.Program, pair.Person), pair => pair.Deal);
        foreach (var ofOne in concerned)
        {
            var program = programs.For(ofOne.First());
            if (program.People.Find(ofOne.Key.Person) is not { } person)
                continue;
            var reader = new MailReader(person.Name, person.Mail, person.Language ?? program.Language, ReaderRole.Approver);
            var mail = new MembershipEndMail(program, reader, membership.Name, [.. ofOne], settings.PublicBaseUrl);
            await TellAsync($"{key}/{program.Id}/{person.Id}", mail, cancellation);
        }
    }

    private async Task TellAsync(string key, MembershipEndMail mail, CancellationToken cancellation) =>
        await SendAsync(key, mail.Program, mail.Reader, await composer.ComposeAsync(mail), cancellation);

    private Task SendAsync(string key, DealProgram program, MailReader reader, MailContent content, CancellationToken cancellation) =>
        mailer.SendAsync(new OutgoingMail(key, program.Manufacturer.Name, reader.Name, reader.Address, null, content), cancellation);

    /// <summary>A program of the manufacturer to write in the name of; null where it has none left.</summary>
    private DealProgram? ProgramOf(Membership membership, MembershipEffect effect, IReadOnlyList<Registration> deals) =>
        effect.Programs.Select(programs.Find).OfType<DealProgram>().FirstOrDefault()
        ?? deals.Select(programs.For).FirstOrDefault()
        ?? programs.All.FirstOrDefault(program => program.Manufacturer.Id == membership.Manufacturer);

    private static MailReader PartnerOf(Membership membership) =>
        new(membership.Name, membership.Mail, membership.Language, ReaderRole.Partner);

    private static string KeyOf(Membership membership, MembershipEffect effect) =>
        $"membership/{membership.Manufacturer}/{membership.Partner}/{effect.Ordinal}";
}
