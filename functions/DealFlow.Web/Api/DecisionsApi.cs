using DealFlow.Web.Endpoints;
using DealFlow.Web.Views;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>Decisions by the token of a mailed link.</summary>
internal sealed class DecisionsApi(DecisionDesk decisions, IProgramCatalog programs)
{
    public async Task<IResult> DecideAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadStrictAsync(context, fields =>
            new DecisionDraft(fields.Text("token"), fields.Text("decision"), fields.Text("reason"), fields.Text("question")));
        var values = new Values();
        values.Required("token", body.Token, 1000);
        values.Required("decision", body.Decision, 50);
        values.Optional("reason", body.Reason, 2000);
        values.Optional("question", body.Question, 2000);
        values.ThrowIfAny();
        return await decisions.DecideAsync(body, context.RequestAborted) switch
        {
            DecisionResult.Done done => new JsonAnswer(
                RegistrationView.Of(done.Registration, programs.For(done.Registration), null, forManufacturer: true),
                ETag: done.Registration.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            DecisionResult.Refused refused => Problem.From(refused.Refusal, refused.Registration),
            DecisionResult.Void gone => Problem.Gone(gone.Text, gone.Registration),
            _ => Problem.NotFound,
        };
    }
}
