using DealFlow.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Triggers;

/// <summary>The API: one line for each route of the endpoint list. A test prints the line that is missing.</summary>
public sealed class ApiTriggers(WebFunctions web)
{
    [Function("Register")] public IResult Register([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations", client);
    [Function("ListRegistrations")] public IResult ListRegistrations([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/registrations")] HttpRequest request) => web.Look(request, "/api/registrations");
    [Function("ReadRegistration")] public IResult ReadRegistration([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/registrations/{id}")] HttpRequest request) => web.Look(request, "/api/registrations/{id}");
    [Function("ReportProgress")] public IResult ReportProgress([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/progress")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/progress", client);
    [Function("Answer")] public IResult Answer([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/answer")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/answer", client);
    [Function("RequestExtension")] public IResult RequestExtension([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/extension")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/extension", client);
    [Function("Revoke")] public IResult Revoke([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/revoke")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/revoke", client);
    [Function("AddInvoice")] public IResult AddInvoice([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/invoices")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/invoices", client);
    [Function("EraseContact")] public IResult EraseContact([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/registrations/{id}/contact")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/contact", client);
    [Function("Withdraw")] public IResult Withdraw([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/withdraw")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/withdraw", client);
    [Function("Close")] public IResult Close([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations/{id}/close")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/registrations/{id}/close", client);
    [Function("ListCollateral")] public IResult ListCollateral([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/registrations/{id}/collateral")] HttpRequest request) => web.Look(request, "/api/registrations/{id}/collateral");
    [Function("ListSignals")] public IResult ListSignals([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/registrations/{id}/signals")] HttpRequest request) => web.Look(request, "/api/registrations/{id}/signals");
    [Function("SendSignals")] public IResult SendSignals([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/signals")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/signals", client);
    [Function("Decide")] public IResult Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/decisions")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/decisions", client);
    [Function("ImportAccounts")] public IResult ImportAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/accounts")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/accounts", client);
    [Function("SayAlias")] public IResult SayAlias([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/aliases")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/aliases", client);
    [Function("ListAliases")] public IResult ListAliases([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/aliases")] HttpRequest request) => web.Look(request, "/api/aliases");
    [Function("UndoAlias")] public IResult UndoAlias([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/aliases/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/aliases/{id}", client);
    [Function("ReadPartner")] public IResult ReadPartner([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{id}")] HttpRequest request) => web.Look(request, "/api/partners/{id}");
    [Function("WritePartner")] public IResult WritePartner([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/partners/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/partners/{id}", client);
    [Function("TerminatePartner")] public IResult TerminatePartner([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/partners/{id}/terminate")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, "/api/partners/{id}/terminate", client);
    [Function("Health")] public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request) => web.Look(request, "/api/health");
    [Function("OpenApi")] public IResult OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi/v1.json")] HttpRequest request) => web.Look(request, "/openapi/v1.json");
}
