using System.Collections.Immutable;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
using DealFlow.Web.Mails;
using DealFlow.Web.Pages;
using DealFlow.Web.Pages.Inbox;
using DealFlow.Web.Pages.SignIn;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

/// <summary>The pages of a host with everything around them in memory, and deals of the sample program to look at.</summary>
internal sealed class PageWorld : IClock, IWaker
{
    private static readonly HtmlParser Parser = new();

    private readonly IReadOnlyList<Web.Endpoints.Endpoint> _endpoints;

    public PageWorld(HomeNotice? notice = null, RateLimits? limits = null, TimeProvider? time = null)
    {
        Signer = new TokenSigner(new TokenKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }));
        Links = new LinkFactory(Settings, Signer);
        Catalog = new MemoryCatalog(Sample.Contoso);
        var book = new AliasBook(Aliases);
        var conflicts = new ConflictCheck(Store, new NoAccounts(), new MemoryCandidateIndex(), book, Catalog, this);
        var desk = new DealDesk(Store, Catalog, Partners, conflicts, this, this);
        var queue = new QueueMover(Store, desk, conflicts, new CheckWriter(Store, this, Randomness));
        var aliases = new AliasDesk(Aliases, book, Store, desk, conflicts, queue, this);
        var decisions = new DecisionDesk(Signer, Store, desk);
        var pages = new PageRenderer();
        var directory = new SideDirectory(Partners, Catalog);
        Sessions = new Sessions(Signer, directory, SignIns, Randomness, this);
        var signIn = new SignInDesk(Signer, directory, Sessions, SignIns, new MailComposer(), Mailer, Settings, Randomness, this);
        var gate = new SessionGate(Sessions, Settings, pages);
        _endpoints =
        [
            .. new PageEndpoints(decisions, aliases, Signer, Store, Catalog, Partners, new MemoryPipeline(Store), Collateral, new NewsBoard(News, this), this, pages, notice).All,
            .. new PersonEndpoints(signIn, Sessions, directory, gate, Settings, pages).All,
            .. new InboxEndpoints(
                Store, new MemoryPipeline(Store), Catalog, Partners, desk, decisions, aliases, Memberships(desk), new ContactKeeper(new NoContacts(), Store, desk, Catalog, this), this, pages).All,
        ];
        var requests = new RequestLimits(limits ?? new RateLimits(1_000_000, 1_000_000), time ?? TimeProvider.System);
        Runner = new EndpointRunner(new KeyDesk(new NoKeys(), Partners, Randomness, this), requests, gate, pages, NullLogger<EndpointRunner>.Instance);
    }

    public Instant Now { get; set; } = Sample.ReceivedAt + Duration.FromHours(1);

    public DealFlowSettings Settings { get; } = new("https://deals.contoso.example", "deals@contoso.example");

    public TokenSigner Signer { get; }

    public EndpointRunner Runner { get; }

    public Sessions Sessions { get; }

    public MemorySignIns SignIns { get; } = new();

    public MemoryMailer Mailer { get; } = new();

    public CountingRandomness Randomness { get; } = new();

    public LinkFactory Links { get; }

    public MemoryCatalog Catalog { get; }

    public MemoryRegistrations Store { get; } = new();

    public MemoryAliases Aliases { get; } = new();

    public MemoryPartners Partners { get; } = new();

    public MemoryCollateral Collateral { get; } = new();

    public MemoryNews News { get; } = new();

    public int Woken { get; private set; }

    /// <summary>The session of the person that sends the requests; null: nobody has signed in.</summary>
    public string? Session { get; private set; }

    /// <summary>From now on a person of Contoso sends the requests.</summary>
    public void SignIn(string address) => Session = Sessions.Begin(new ManufacturerSide(Sample.Contoso.Manufacturer, [Sample.Contoso], address));

    public IReadOnlyList<Web.Endpoints.Endpoint> Endpoints => _endpoints;

    public Instant GetCurrentInstant() => Now;

    public ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation)
    {
        Woken++;
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts a deal into the store and gives the path of an approver's link.</summary>
    public string Decide(Registration deal, string person = "anna")
    {
        Store.Put(deal);
        return new Uri(Links.For(deal, person).Decide!).PathAndQuery;
    }

    public static string TokenOf(string path) => path[(path.IndexOf("t=", StringComparison.Ordinal) + 2)..].Split('&')[0];

    public Task<Page> GetAsync(string path, string? language = null, string method = "GET") => SendAsync(method, path, null, language);

    public Task<Page> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
        "POST", path, string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")), null);

    private MembershipDesk Memberships(DealDesk desk) => new(
        Partners,
        new MembershipDelivery(
            Partners, Store, desk, new Workflow.Mails.MembershipMails(new MailComposer(), Mailer, Catalog, Settings), NullLogger<MembershipDelivery>.Instance),
        this);

    /// <summary>A request as both hosts run it.</summary>
    public async Task<Page> SendAsync(string method, string path, string? form, string? language, string type = "application/x-www-form-urlencoded")
    {
        var url = new Uri("http://local" + path);
        var context = new DefaultHttpContext { RequestServices = EmptyServices.Instance };
        context.Request.Method = method;
        context.Request.Path = url.AbsolutePath;
        context.Request.QueryString = new QueryString(url.Query);
        context.Response.Body = new MemoryStream();
        if (language is not null)
            context.Request.Headers.AcceptLanguage = language;
        if (Session is not null)
            context.Request.Headers.Cookie = "__Host-dealflow=" + Session;
        if (form is not null)
        {
            context.Request.ContentType = type;
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        }

        context.Request.RouteValues["name"] = context.Request.RouteValues["id"] = url.AbsolutePath.Split('/')[^1];
        var folder = url.AbsolutePath[..(url.AbsolutePath.LastIndexOf('/') + 1)];
        var endpoint = _endpoints.Where(candidate => candidate.Method == method).FirstOrDefault(candidate => candidate.Route == url.AbsolutePath)
            ?? _endpoints.Single(candidate => candidate.Method == method && (candidate.Route == folder + "{name}" || candidate.Route == folder + "{id}"));
        await Runner.RunAsync(endpoint, context);
        var text = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        return new Page(context.Response, text, Parser.ParseDocument(text));
    }
}

/// <summary>An answer as a browser would have it.</summary>
internal sealed record Page(HttpResponse Response, string Text, IHtmlDocument Document)
{
    public int Status => Response.StatusCode;

    public string Title => Document.QuerySelector("h1")!.TextContent.Trim();

    public string Main => Document.QuerySelector("main")!.TextContent;

    public string? Language => Document.DocumentElement.GetAttribute("lang");

    public IReadOnlyList<string> Choices => [.. Document.QuerySelectorAll("button[name=decision]").Select(button => button.GetAttribute("value")!)];
}

/// <summary>Deals of the sample program, made by the domain itself.</summary>
internal static class Sample
{
    public static readonly Instant ReceivedAt = Instant.FromUtc(2026, 7, 27, 8, 15, 30);
    public static readonly Actor Anna = new(ActorKind.Approver, "anna");
    public static readonly Actor Alpen = new(ActorKind.Partner, "alpen-it");

    public static DealProgram Contoso { get; } = ProgramFolder.Read(Path.Combine(AppContext.BaseDirectory, "programs"), ReceivedAt)
        .Select(loaded => loaded.Program).Single(program => program.Id == "contoso-network");

    public static Lead Lead { get; } = new()
    {
        Customer = new CustomerFacts
        {
            Name = "Müller Maschinenbau GmbH & Co. KG",
            Country = "DE",
            Domain = "mueller-maschinenbau.example",
            VatId = "DE136695976",
            Address = new CustomerAddress(null, "80331", "München"),
        },
        Contact = new Contact("Eva Brandt", "e.brandt@mueller-maschinenbau.example", null),
        Products = ["firewall"],
        EstimatedValue = new Money(50000m, "EUR"),
        ExpectedCloseOn = new LocalDate(2027, 2, 15),
        Activity = "Two meetings with the head of IT, offer requested.",
        DealType = "new",
        PartnerReference = "CRM-4711",
        Notes = "Please be quick.",
        Language = "de",
    };

    public static ConflictReport Nothing { get; } = new(Verdict.None, [], null, false);

    public static ConflictReport Held { get; } = new(Verdict.Certain, [Rival(Verdict.Certain), Account()], RegistrationId.Parse("DR-0000-0001"), false);

    public static ConflictReport Possible { get; } = new(Verdict.Possible, [Rival(Verdict.Possible), Account()], null, false);

    public static Registration Pending(ConflictReport? report = null, Lead? lead = null) =>
        Deciding.AfterCheck(Received(lead), report ?? Nothing, At(ReceivedAt));

    public static Registration Received(Lead? lead = null) =>
        Intake.Receive(RegistrationId.Parse("DR-7K3F-9QXM"), Contoso, "alpen-it", lead ?? Lead, ReceivedAt) with { Sequence = 4711 };

    public static Registration Approved() => Do(Pending(), new DealCommand.Approve(Anna, null), 1);

    public static Registration ExtensionAsked() =>
        Do(Approved(), new DealCommand.RequestExtension(Alpen, "The budget is released in January."), 30);

    public static Registration WinReported() => Do(
        Approved(), new DealCommand.CloseWon(Alpen, new LocalDate(2026, 9, 1), "PO-88123", new Money(38400m, "EUR"), ImmutableList<Domain.Closing.NetLine>.Empty), 60);

    public static Registration Do(Registration deal, DealCommand command, int days) =>
        Assert.IsType<Outcome.Changed>(Deal.Handle(deal, command, At(ReceivedAt + Duration.FromDays(days)))).Registration;

    private static DealContext At(Instant now) => new(Contoso, now, "gold");

    private static ConflictCandidate Rival(Verdict verdict) => new()
    {
        Kind = CandidateKind.Registration,
        Id = "DR-0000-0001",
        Customer = new CustomerFacts { Name = "Mueller Maschinen AG", Country = "AT" },
        Owner = "nordlicht",
        State = "approved",
        Match = new Match(verdict, 0.8, [], [new("sameDomain", "same domain"), new("someNewRule", "same bank")]),
    };

    private static ConflictCandidate Account() => new()
    {
        Kind = CandidateKind.Account,
        Id = "A-0042",
        Customer = new CustomerFacts { Name = "Müller Maschinenbau Holding GmbH", Country = "DE", Address = new CustomerAddress(null, null, "Augsburg") },
        Owner = "clara",
        State = "customer",
        Match = new Match(Verdict.Possible, 0.72, [], [new("otherCity", "other city")]),
    };
}
