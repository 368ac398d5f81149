using DealFlow.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Triggers;

/// <summary>The pages: one line for each route of the endpoint list. A test prints the line that is missing.</summary>
public sealed class PageTriggers(WebFunctions web)
{
    [Function("ShowHome")] public IResult ShowHome([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => web.Look(request, "/");
    [Function("ShowProblems")] public IResult ShowProblems([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "problems")] HttpRequest request) => web.Look(request, "/problems");
    [Function("ShowStyleCss")] public IResult ShowStyleCss([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "style.css")] HttpRequest request) => web.Look(request, "/style.css");
    [Function("ShowSchemasOne")] public IResult ShowSchemasOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "schemas/{name}")] HttpRequest request) => web.Look(request, "/schemas/{name}");
    [Function("ShowDecide")] public IResult ShowDecide([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "decide")] HttpRequest request) => web.Look(request, "/decide");
    [Function("SendDecide")] public IResult SendDecide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "decide")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/decide", client);
    [Function("SendDecideAlias")] public IResult SendDecideAlias([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "decide/alias")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/decide/alias", client);
    [Function("ShowCollateral")] public IResult ShowCollateral([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "collateral")] HttpRequest request) => web.Look(request, "/collateral");
    [Function("ShowCollateralFile")] public IResult ShowCollateralFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "collateral/file")] HttpRequest request) => web.Look(request, "/collateral/file");
    [Function("ShowReceipt")] public IResult ShowReceipt([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "receipt")] HttpRequest request) => web.Look(request, "/receipt");
    [Function("ShowSignin")] public IResult ShowSignin([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "signin")] HttpRequest request) => web.Look(request, "/signin");
    [Function("SendSignin")] public IResult SendSignin([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "signin")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/signin", client);
    [Function("SendSignout")] public IResult SendSignout([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "signout")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/signout", client);
    [Function("ShowDeals")] public IResult ShowDeals([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "deals")] HttpRequest request) => web.Look(request, "/deals");
    [Function("ShowDealsOne")] public IResult ShowDealsOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "deals/{id}")] HttpRequest request) => web.Look(request, "/deals/{id}");
    [Function("SendDealsOne")] public IResult SendDealsOne([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "deals/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/deals/{id}", client);
    [Function("ShowRegister")] public IResult ShowRegister([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "register")] HttpRequest request) => web.Look(request, "/register");
    [Function("SendRegister")] public IResult SendRegister([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "register")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/register", client);
    [Function("ShowKeys")] public IResult ShowKeys([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "keys")] HttpRequest request) => web.Look(request, "/keys");
    [Function("SendKeys")] public IResult SendKeys([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "keys")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/keys", client);
    [Function("ShowInbox")] public IResult ShowInbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox")] HttpRequest request) => web.Look(request, "/inbox");
    [Function("ShowInboxFigures")] public IResult ShowInboxFigures([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox/figures")] HttpRequest request) => web.Look(request, "/inbox/figures");
    [Function("ShowInboxFiguresOne")] public IResult ShowInboxFiguresOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox/figures/{name}")] HttpRequest request) => web.Look(request, "/inbox/figures/{name}");
    [Function("ShowInboxOne")] public IResult ShowInboxOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox/{id}")] HttpRequest request) => web.Look(request, "/inbox/{id}");
    [Function("SendInboxOne")] public IResult SendInboxOne([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "inbox/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/inbox/{id}", client);
    [Function("ShowPartnersOne")] public IResult ShowPartnersOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "partners/{id}")] HttpRequest request) => web.Look(request, "/partners/{id}");
    [Function("SendPartnersOne")] public IResult SendPartnersOne([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/partners/{id}", client);
    [Function("SendHooksMail")] public IResult SendHooksMail([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hooks/mail")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/hooks/mail", client);

    /// <summary>What answers where no other trigger does. The host tries the others first.</summary>
    [Function("Otherwise")]
    public IResult Otherwise(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request) =>
        web.Otherwise(request);
}
