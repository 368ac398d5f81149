using System.Collections.Immutable;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Web.Api;

/// <summary>What a partner or a manufacturer's system does to a registration.</summary>
internal sealed class CommandsApi(RegistrationReader reader, DealDesk desk, IProgramCatalog programs)
{
    public async Task<IResult> ProgressAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadStrictAsync(context, fields =>
            (Note: fields.Text("note"), CloseOn: fields.Text("expectedCloseOn"), Help: fields.Flag("helpWanted")));
        var values = new Values();
        var note = values.Required("note", body.Note, 2000);
        var closeOn = values.Date("expectedCloseOn", body.CloseOn);
        values.ThrowIfAny();
        return await RunAsync(context, caller, by => new DealCommand.ReportProgress(by, note, closeOn, body.Help ?? false));
    }

    public async Task<IResult> AnswerAsync(HttpContext context, Caller caller)
    {
        var text = await RequestBody.ReadStrictAsync(context, fields => fields.Text("text"));
        var values = new Values();
        values.Required("text", text, 4000);
        values.ThrowIfAny();
        return await RunAsync(context, caller, by => new DealCommand.Answer(by, text!));
    }

    public Task<IResult> WithdrawAsync(HttpContext context, Caller caller) =>
        RunWithReasonAsync(context, caller, (by, reason) => new DealCommand.Withdraw(by, reason));

    public Task<IResult> ExtensionAsync(HttpContext context, Caller caller) =>
        RunWithReasonAsync(context, caller, (by, reason) => new DealCommand.RequestExtension(by, reason));

    public Task<IResult> RevokeAsync(HttpContext context, Caller caller) =>
        RunWithReasonAsync(context, caller, (by, reason) => new DealCommand.Revoke(by, reason));

    public async Task<IResult> InvoiceAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadStrictAsync(context, fields => (
            Number: fields.Text("number"), InvoicedOn: fields.Text("invoicedOn"), Lines: fields.Objects("lines", LineDraft.Read)));
        var terms = programs.For(await reader.FindAsync(context, caller)).Terms;
        var values = new Values();
        var number = values.Required("number", body.Number, 100, oneLine: true).Trim();
        values.Required("invoicedOn", body.InvoicedOn, 10);
        var invoicedOn = values.Date("invoicedOn", body.InvoicedOn);
        var lines = (body.Lines ?? []).Select((line, index) => LineDraft.Judge(line, $"lines[{index}]", terms, values, mayBeNegative: true)).ToList();
        values.ThrowIfAny();
        return await RunAsync(context, caller, by => new DealCommand.AddInvoice(by, number, invoicedOn!.Value, [.. lines.Select(line => line!)]));
    }

    public async Task<IResult> CloseAsync(HttpContext context, Caller caller)
    {
        var draft = await RequestBody.ReadStrictAsync(context, CloseDraft.Read);
        var deal = await reader.FindAsync(context, caller);
        var values = new Values();
        var command = draft.Outcome switch
        {
            "won" => draft.Won(values, programs.For(deal).Terms),
            "lost" => draft.Lost(values),
            _ => values.Fail<Func<Actor, DealCommand>>("outcome", "Is won or lost."),
        };
        values.ThrowIfAny();
        return await RunAsync(context, caller, command!);
    }

    private async Task<IResult> RunWithReasonAsync(HttpContext context, Caller caller, Func<Actor, string?, DealCommand> command)
    {
        var reason = await RequestBody.ReadStrictAsync(context, fields => fields.Text("reason"));
        var values = new Values();
        values.Optional("reason", reason, 2000);
        values.ThrowIfAny();
        return await RunAsync(context, caller, by => command(by, reason));
    }

    private async Task<IResult> RunAsync(HttpContext context, Caller caller, Func<Actor, DealCommand> command)
    {
        var deal = await reader.FindAsync(context, caller);
        var by = caller.Partner is { } partner ? new Actor(ActorKind.Partner, partner) : new Actor(ActorKind.Manufacturer, caller.Manufacturer!);
        var expected = Preconditions.Revision(context);
        var result = await desk.HandleAsync(
            deal.Id,
            (current, dealContext) =>
            {
                if (expected is { } revision && revision != current.Revision)
                    throw new ProblemException(Problem.Changed(current));
                return Deal.Handle(current, command(by), dealContext);
            },
            context.RequestAborted);
        return result switch
        {
            DeskResult.Done done => await reader.AnswerAsync(done.Registration, caller, context.RequestAborted),
            DeskResult.Refused refused => Problem.From(refused.Refusal, refused.Registration),
            _ => Problem.NotFound,
        };
    }

    private sealed record CloseDraft(
        string? Outcome, string? SignedOn, string? OrderNumber, MoneyDraft? NetAmount, IReadOnlyList<LineDraft?>? Lines, string? Reason, string? Comment)
    {
        public static CloseDraft Read(JsonFields body) => new(
            body.Text("outcome"), body.Text("signedOn"), body.Text("orderNumber"), body.Object("netAmount", RegistrationJson.Money),
            body.Objects("lines", LineDraft.Read), body.Text("reason"), body.Text("comment"));

        public Func<Actor, DealCommand>? Won(Values values, ProgramTerms terms)
        {
            values.Absent("reason", Reason, "lost");
            values.Absent("comment", Comment, "lost");
            if (SignedOn is null)
                values.Add("signedOn", "Is required, as in 2026-12-15.");
            var signedOn = values.Date("signedOn", SignedOn);
            var orderNumber = values.Required("orderNumber", OrderNumber, 100, oneLine: true);
            var net = MoneyRules.Read(NetAmount, "netAmount", terms, values.Add);
            var lines = (Lines ?? []).Select((line, index) => LineDraft.Judge(line, $"lines[{index}]", terms, values)).ToList();
            return values.Any ? null : by => new DealCommand.CloseWon(by, signedOn!.Value, orderNumber, net!.Value, [.. lines.Select(line => line!)]);
        }

        public Func<Actor, DealCommand> Lost(Values values)
        {
            values.Absent("signedOn", SignedOn, "won");
            values.Absent("orderNumber", OrderNumber, "won");
            values.Absent("netAmount", NetAmount, "won");
            values.Absent("lines", Lines, "won");
            values.Optional("comment", Comment, 2000);
            return by => new DealCommand.CloseLost(by, Reason ?? "", Comment);
        }
    }

    private sealed record LineDraft(string? Product, MoneyDraft? Net)
    {
        public static LineDraft Read(JsonFields line) => new(line.Text("product"), line.Object("net", RegistrationJson.Money));

        public static NetLine? Judge(LineDraft? line, string path, ProgramTerms terms, Values values, bool mayBeNegative = false)
        {
            var product = values.Required($"{path}.product", line?.Product, 100);
            return MoneyRules.Read(line?.Net, $"{path}.net", terms, values.Add, mayBeNegative) is { } net ? new NetLine(product, net) : null;
        }
    }
}
