using DealFlow.Web.Api;
using DealFlow.Web.OpenApi;
using DealFlow.Web.Views;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Web.Endpoints;

/// <summary>The routes of the API, the same in both hosts.</summary>
public sealed class ApiEndpoints
{
    /// <summary>Puts the API together.</summary>
    public ApiEndpoints(
        Registering registering, IRegistrationStore store, DealDesk desk, DecisionDesk decisions, IProgramCatalog programs, IPartnerStore partners,
        MembershipDesk memberships, AccountImport accounts, ICollateral collateral, SignalIntake signalIntake, SignalReader signalReader,
        ContactKeeper contacts, AliasDesk aliasDesk, IAliasStore aliasStore, IReadOnlyList<HealthPart> health, IClock clock)
    {
        var reader = new RegistrationReader(store, programs);
        var registrations = new RegistrationsApi(registering, reader, store, clock);
        var commands = new CommandsApi(reader, desk, programs);
        var members = new PartnersApi(partners, memberships, programs);
        var aliases = new AliasesApi(aliasDesk, aliasStore, store);
        var signals = new SignalsApi(signalIntake, signalReader, reader);
        const string One = "/api/registrations/{id}";
        All =
        [
            new("POST", "/api/registrations", Access.Partner, registrations.CreateAsync, new(
                "register", "Registers a deal.", typeof(RegistrationRequest), typeof(RegistrationView), 202, 400, 401, 403, 409, 413, 422)),
            new("GET", "/api/registrations", Access.PartnerOrManufacturer, registrations.ListAsync, new(
                "listRegistrations", "Lists registrations, newest first.", null, typeof(RegistrationList), 200, 401, 422)
                { Query = ["status", "program", "partner", "q", "cursor", "limit"] }),
            new("GET", One, Access.PartnerOrManufacturer, registrations.ReadAsync, new(
                "readRegistration", "Reads a registration.", null, typeof(RegistrationView), 200, 401, 404)),
            new("POST", One + "/progress", Access.Partner, commands.ProgressAsync, new(
                "reportProgress", "Reports progress on an approved deal, perhaps asking for help.", typeof(ProgressRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("POST", One + "/answer", Access.Partner, commands.AnswerAsync, new(
                "answer", "Answers the manufacturer's question.", typeof(AnswerRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("POST", One + "/extension", Access.Partner, commands.ExtensionAsync, new(
                "requestExtension", "Asks for more time.", typeof(ReasonRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("POST", One + "/revoke", Access.Manufacturer, commands.RevokeAsync, new(
                "revoke", "Takes an approval back.", typeof(ReasonRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("POST", One + "/invoices", Access.Manufacturer, commands.InvoiceAsync, new(
                "addInvoice", "Adds an invoice, or a credit with negative lines, to a won deal.", typeof(InvoiceRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("DELETE", One + "/contact", Access.Manufacturer, new ContactApi(reader, contacts).EraseAsync, new(
                "eraseContact", "Erases the contact's data and everything that people wrote, in the mailbox too. The audit trail stays.", null, typeof(RegistrationView), 200, 401, 403, 404, 412)),
            new("POST", One + "/withdraw", Access.Partner, commands.WithdrawAsync, new(
                "withdraw", "Takes a registration back.", typeof(ReasonRequest), typeof(RegistrationView), 200, 400, 401, 403, 404, 409, 412, 422)),
            new("POST", One + "/close", Access.PartnerOrManufacturer, commands.CloseAsync, new(
                "close", "Reports a win or a loss.", typeof(CloseRequest), typeof(RegistrationView), 200, 400, 401, 404, 409, 412, 422)),
            new("GET", One + "/collateral", Access.Partner, new CollateralApi(reader, collateral, clock).ListAsync, new(
                "listCollateral", "Lists the sales material of an approved deal, with links made now.", null, typeof(IReadOnlyList<CollateralFile>), 200, 401, 403, 404, 409)),
            new("GET", One + "/signals", Access.Partner, signals.ListAsync, new(
                "listSignals", "Lists the marketing signals of an approved deal's customer, newest first.", null, typeof(SignalList), 200, 401, 403, 404, 409, 422)
                { Query = ["cursor", "limit"] }),
            new("POST", "/api/signals", Access.Manufacturer, signals.SendAsync, new(
                "sendSignals", "Takes marketing signals: one, or a list of which each is judged by itself.", typeof(SignalRequest), typeof(SignalReport), 202, 400, 401, 403, 413, 422)),
            new("POST", "/api/decisions", Access.Anyone, new DecisionsApi(decisions, programs).DecideAsync, new(
                "decide", "Decides by the token of a mailed link.", typeof(DecisionRequest), typeof(RegistrationView), 200, 400, 403, 404, 409, 410, 422)),
            new("POST", "/api/accounts", Access.Manufacturer, new AccountsApi(accounts).ImportAsync, new(
                "importAccounts", "Imports customers and prospects, as a JSON array or as text/csv.", typeof(IReadOnlyList<AccountRequest>), typeof(ImportReport), 200, 400, 401, 403, 413))
                { LargestBody = AccountsApi.LargestBody },
            new("POST", "/api/aliases", Access.Manufacturer, aliases.SayAsync, new(
                "sayAlias", "Says that two customers are the same, or not. Later checks act on it; what was said of the two before is replaced.", typeof(AliasRequest), typeof(AliasView), 200, 400, 401, 403, 422)),
            new("GET", "/api/aliases", Access.Manufacturer, aliases.ListAsync, new(
                "listAliases", "Lists what was said of customers, newest first.", null, typeof(AliasList), 200, 401, 403, 422)
                { Query = ["cursor", "limit"] }),
            new("DELETE", "/api/aliases/{id}", Access.Manufacturer, aliases.UndoAsync, new(
                "undoAlias", "Takes back what was said of two customers.", null, typeof(AliasView), 200, 401, 403, 404)),
            new("GET", "/api/partners/{id}", Access.Manufacturer, members.ReadAsync, new(
                "readPartner", "Reads a membership.", null, typeof(MembershipView), 200, 401, 403, 404)),
            new("PUT", "/api/partners/{id}", Access.Manufacturer, members.WriteAsync, new(
                "writePartner", "Makes or changes a membership.", typeof(MembershipRequest), typeof(MembershipView), 200, 400, 401, 403, 422)),
            new("POST", "/api/partners/{id}/terminate", Access.Manufacturer, members.TerminateAsync, new(
                "terminatePartner", "Ends a membership. What is undecided is withdrawn, what is approved ends or stays by its program's rule, and what is won still pays.",
                null, typeof(MembershipView), 200, 400, 401, 403, 404)),
            new("GET", "/api/health", Access.Anyone, new HealthApi(health).ReadAsync, new(
                "health", "Whether the product works, part by part.", null, typeof(HealthView), 200) { AlsoAnswers = [503] }),
            new("GET", "/openapi/v1.json", Access.Anyone, (_, _) => Task.FromResult(OpenApiDocument.Answer(All!)), new(
                "openApi", "This document.", null, null, 200)),
        ];
    }

    /// <summary>All routes.</summary>
    public IReadOnlyList<Endpoint> All { get; }
}
