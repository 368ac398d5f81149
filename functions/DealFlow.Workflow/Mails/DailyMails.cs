using System.Security.Cryptography;
using System.Text;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Mails;

/// <summary>Gathers what is due into one mail a person and day. What is no longer needed by then is left out.</summary>
public sealed class DailyMails(IDailyMailStore daily, IRegistrationStore store, DealDesk desk, DealMails mails, IMailComposer composer, IClock clock)
{
    private static readonly Duration LateEnoughToTell = Duration.FromMinutes(30);

    /// <summary>
    /// Sends every daily mail that is due now. One that cannot be sent does not hold up the others; it stays due, and once it is late, each deal in it
    /// shows so on its timeline.
    /// </summary>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        var due = await daily.DueAsync(clock.GetCurrentInstant(), cancellation);
        if (due.Count == 0)
            return;

        // Several persons are told of the same deal: it is read once.
        var deals = new Dictionary<RegistrationId, Registration>();
        foreach (var id in due.Select(item => item.Deal).Distinct())
            if (await store.FindAsync(id, cancellation) is { Registration: var deal })
                deals[id] = deal;
        await Task.WhenAll(due.GroupBy(item => (item.Program, item.Reader)).Select(ofOneReader =>
            SendOrTellAsync(ofOneReader.Key.Program, ofOneReader.Key.Reader, [.. ofOneReader], deals, cancellation)));
    }

    private async Task SendOrTellAsync(
        string program, string reader, IReadOnlyList<DailyItem> items, Dictionary<RegistrationId, Registration> deals, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(program, reader, items, deals, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var late = items.Where(item => clock.GetCurrentInstant() - item.DueAt >= LateEnoughToTell);
            foreach (var deal in late.Select(item => item.Deal).Distinct())
                await desk.HandleAsync(deal, (current, context) => new Outcome.Changed(current.DeliveryFailed(context.Now)), cancellation);
            throw;
        }
    }

    private async Task SendAsync(
        string program, string reader, IReadOnlyList<DailyItem> items, Dictionary<RegistrationId, Registration> deals, CancellationToken cancellation)
    {
        var lines = new List<DealMail>();
        var seen = new HashSet<(RegistrationId, EffectKind, int)>();
        foreach (var item in items)
            if (deals.TryGetValue(item.Deal, out var deal) && IsNeeded(deal, item.Effect)
                && seen.Add((item.Deal, item.Effect.Kind, item.Effect.Kind is EffectKind.News ? item.Effect.Round : 0)))
                lines.AddRange(await mails.PrepareAsync(deal, item.Effect, cancellation));
        if (lines.Count > 0)
            await SendAsync(program, reader, items, lines, cancellation);
        await daily.DoneAsync([.. items.Select(item => item.Id)], cancellation);
    }

    private async Task SendAsync(
        string program, string reader, IReadOnlyList<DailyItem> items, IReadOnlyList<DealMail> lines, CancellationToken cancellation)
    {
        var first = lines[0];
        var day = first.Program.Calendar.DayOf(clock.GetCurrentInstant());
        var due = LocalDatePattern.Iso.Format(first.Program.Calendar.DayOf(items.Max(item => item.DueAt)));
        var key = $"daily/{program}/{reader}/{due}/{MarkOf(items)}";
        var content = await composer.ComposeAsync(new DailyMail(first.Program, first.Reader, day, lines));
        await mails.SendAsync(
            key, first.Program, first.Reader, null, content, lines.Select(line => line.Deal), cancellation, [.. items.Select(item => item.Id)]);
    }

    /// <summary>The same items again are the same mail; an item that came too late for it is another one, and not lost.</summary>
    private static string MarkOf(IReadOnlyList<DailyItem> items) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', items.Select(item => item.Id).Order(StringComparer.Ordinal)))).AsSpan(0, 6));

    /// <summary>Whether a line still says something new when its daily mail leaves.</summary>
    internal static bool IsNeeded(Registration deal, Effect effect) => effect.Kind switch
    {
        _ when Requests.PurposeOf(effect.Kind) is not null => !Requests.IsOver(deal, effect),
        EffectKind.QueueMoved => deal.Status is RegistrationStatus.Queued,
        _ => deal.Status is RegistrationStatus.Approved,
    };
}
