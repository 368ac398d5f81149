using DealFlow.Domain.Amounts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Closing;


/// <summary>
/// Invoices and credits of a won deal. Each pays the difference between what the deal pays with it and what it paid without it, so that caps
/// hold over the deal and the differences add up to the total to the last digit.
/// </summary>
internal static class Invoicing
{
    public static Outcome Add(Registration deal, DealCommand.AddInvoice command, DealContext context)
    {
        var closing = deal.Closing!;
        var currency = closing.NetAmount!.Value.Currency;
        if (closing.Invoices.Any(invoice => string.Equals(invoice.Number, command.Number, StringComparison.OrdinalIgnoreCase)))
            return Refusal.State($"Invoice {command.Number} is already there; a number counts once.");
        if (command.InvoicedOn < closing.SignedOn)
            return Refusal.Value("invoicedOn", $"The deal was signed on {closing.SignedOn:uuuu-MM-dd}; an invoice before that belongs to another one.");
        if (command.Lines.Count == 0)
            return Refusal.Value("lines", "Name at least one line.");
        if (command.Lines.Any(line => line.Net.Currency != currency))
            return Refusal.Value("lines", $"Lines have the currency of the deal, {currency}.");
        if (!command.Lines.All(line => line.Net.FitsCurrency))
            return Refusal.Value("lines", $"Lines have no more digits than {currency} has.");
        if (command.Lines.Any(line => !deal.Lead.Products.Contains(line.Product)))
            return Refusal.Value("lines", $"Lines name products of this registration: {string.Join(", ", deal.Lead.Products)}.");

        var before = closing.Invoices.SelectMany(invoice => invoice.Lines).ToList();
        List<NetLine> after = [.. before, .. command.Lines];
        if (after.GroupBy(line => line.Product).FirstOrDefault(lines => Sum(lines, currency).Amount < 0)?.Key is { } product)
            return Refusal.Value("lines", $"The credit on {product} is above what was invoiced for it so far, {Sum(before.Where(line => line.Product == product), currency)}.");

        var adds = Difference(Reckon(deal, context, after, currency), Reckon(deal, context, before, currency));
        var invoice = new Invoice(command.Number, command.InvoicedOn, command.Lines, Sum(command.Lines, currency), adds);
        return (deal with { Closing = closing with { Invoices = closing.Invoices.Add(invoice) } })
            .Note(context.Now, command.By, Happening.Invoiced, $"Invoice {command.Number}.")
            .OweEvent(EffectKind.InvoicedEvent, context);
    }

    private static Money Sum(IEnumerable<NetLine> lines, string currency) => lines.Aggregate(Money.Zero(currency), (sum, line) => sum + line.Net);

    private static Payout Reckon(Registration deal, DealContext context, List<NetLine> lines, string currency) =>
        IncentiveRules.Reckon(deal.Incentives, context.Program.Terms.Incentives, Sum(lines, currency), lines);

    private static Payout Difference(Payout after, Payout before) => after with
    {
        Commission = after.Commission is { } commission && before.Commission is { } earlier
            ? commission with { Base = commission.Base - earlier.Base, Amount = commission.Amount - earlier.Amount }
            : after.Commission,
        Benefits =
        [
            .. after.Benefits.Where(benefit => !before.Benefits.Contains(benefit)),
            .. before.Benefits.Where(benefit => !after.Benefits.Contains(benefit)).Select(TakenBack),
        ],
    };

    private static Benefit TakenBack(Benefit benefit) => benefit with
    {
        Amount = benefit.Amount is { } amount ? Money.Zero(amount.Currency) - amount : null,
        Points = -benefit.Points,
    };
}
