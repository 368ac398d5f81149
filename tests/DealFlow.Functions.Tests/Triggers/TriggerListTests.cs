using System.Reflection;
using System.Text.RegularExpressions;
using DealFlow.Functions.Hosting;
using DealFlow.Functions.Tests.Hosting;
using DealFlow.Functions.Triggers;
using DealFlow.Functions.Web;
using DealFlow.Local.Hosting;
using DealFlow.Web.Hosting;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Functions.Tests.Triggers;

/// <summary>Both hosts serve the same routes: the local host maps the list of endpoints, and this one has a line for each.</summary>
public sealed partial class TriggerListTests
{
    private static readonly DurableProduct Product = new(
        Mock.Of<IRegistrationStore>(),
        waker => new Ports
        {
            Registrations = Mock.Of<IRegistrationStore>(),
            Contacts = Mock.Of<IContactStore>(),
            Accounts = Mock.Of<IAccountStore>(),
            Partners = Mock.Of<IPartnerStore>(),
            Candidates = Mock.Of<ICandidateIndex>(),
            Aliases = Mock.Of<IAliasStore>(),
            Signals = Mock.Of<ISignalStore>(),
            Daily = Mock.Of<IDailyMailStore>(),
            Composer = Mock.Of<IMailComposer>(),
            Mailer = Mock.Of<IMailer>(),
            News = Mock.Of<INews>(),
            Events = Mock.Of<IDealEvents>(),
            Waker = waker,
            Programs = Mock.Of<IProgramCatalog>(catalog => catalog.All == Array.Empty<DealFlow.Domain.Programs.DealProgram>()),
            Signer = new TokenSigner(() => Settings.Read().LinkKeys.At(default)),
            Randomness = Mock.Of<IRandomness>(),
            Clock = Mock.Of<IClock>(),
            Loggers = NullLoggerFactory.Instance,
        },
        new WebPorts
        {
            Pipeline = Mock.Of<IPipelineStore>(),
            Keys = Mock.Of<IKeyStore>(),
            SignIn = Mock.Of<ISignInStore>(),
            Collateral = Mock.Of<ICollateral>(),
            MailHook = _ => new DealFlow.Web.Endpoints.MailHookEndpoint("signature", "timestamp", null),
            Health = [],
            Limits = new(),
        },
        _ => Task.CompletedTask, Settings.Read().Product, NullLoggerFactory.Instance);

    /// <summary>All trigger methods of this host that answer HTTP.</summary>
    private static readonly IReadOnlyList<Trigger> Triggers =
    [
        .. from type in typeof(ApiTriggers).Assembly.GetTypes()
           from method in type.GetMethods()
           from parameter in method.GetParameters()
           let http = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where http is not null && method.Name != nameof(PageTriggers.Otherwise)
           from verb in http.Methods!
           select new Trigger(type, method, verb.ToUpperInvariant(), http.Route == "{ignored:maxlength(0)?}" ? "/" : "/" + http.Route),
    ];

    [Fact]
    public async Task Product_Endpoints_AreThoseOfTheLocalHost()
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-functions-");
        await using (var local = await LocalHost.StartAsync(
            new LocalOptions { Urls = "http://127.0.0.1:0", PublicUrl = "http://dealflow.test", DataFolder = folder.FullName }, TestContext.Current.CancellationToken))
        {
            var missing = local.Endpoints.Select(Name).Where(name => !name.Contains(" /local/", StringComparison.Ordinal)).Except(Product.Web.Endpoints.Select(Name)).ToList();
            Assert.True(missing.Count == 0, $"Add to the endpoints in functions/DealFlow.Web/Hosting/Product.cs: {string.Join(", ", missing)}");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Triggers_EveryEndpoint_HasItsLine()
    {
        var there = Triggers.Select(trigger => $"{trigger.Verb} {trigger.Route}").ToHashSet();
        var lines = Product.Web.Endpoints.Where(endpoint => !there.Contains(Name(endpoint))).Select(LineFor).Distinct().ToList();

        Assert.True(lines.Count == 0, "Add to functions/DealFlow.Functions/Triggers (ApiTriggers.cs or PageTriggers.cs):\n" + string.Join('\n', lines));
    }

    [Fact]
    public void Triggers_EveryLine_HasItsEndpoint()
    {
        var there = Product.Web.Endpoints.SelectMany(endpoint => endpoint.Method == "GET" ? [Name(endpoint), $"HEAD {endpoint.Route}"] : new[] { Name(endpoint) }).ToHashSet();
        var extra = Triggers.Where(trigger => !there.Contains($"{trigger.Verb} {trigger.Route}")).Select(trigger => $"{trigger.Method.Name}: {trigger.Verb} {trigger.Route}").ToList();

        Assert.True(extra.Count == 0, "Take away, because no endpoint is behind it: " + string.Join(", ", extra));
    }

    [Fact]
    public void Triggers_EveryLine_CallsTheEndpointOfItsRoute()
    {
        foreach (var trigger in Triggers)
        {
            var context = new DefaultHttpContext { Request = { Method = trigger.Verb } };
            object?[] arguments = [.. trigger.Method.GetParameters().Select(parameter =>
                parameter.ParameterType == typeof(HttpRequest) ? (object)context.Request : new Mock<DurableTaskClient>("test").Object)];
            var answer = (WebFunctions.Answer)trigger.Method.Invoke(Activator.CreateInstance(trigger.Type, Product.Web), arguments)!;

            Assert.Equal(trigger.Route, answer.Endpoint.Route);
            Assert.True(answer.Endpoint.Method == trigger.Verb || (trigger.Verb, answer.Endpoint.Method) == ("HEAD", "GET"), trigger.Method.Name);
        }
    }

    [Fact]
    public void Triggers_WhatMayChangeADeal_BringsTheDurableClient() => Assert.All(
        Triggers.Where(trigger => trigger.Verb is not ("GET" or "HEAD")),
        trigger => Assert.Contains(trigger.Method.GetParameters(), parameter => parameter.GetCustomAttribute<DurableClientAttribute>() is not null));

    [Fact]
    public void Functions_Names_AreUniqueAndAllowed()
    {
        var names = typeof(ApiTriggers).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z][A-Za-z0-9_-]{0,126}$", name));
    }

    [Fact]
    public void Functions_EveryActivityOfTheCatalogue_HasATrigger()
    {
        var constants = typeof(DealActivities).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();
        var triggers = typeof(ActivityTriggers).GetMethods().Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>();

        Assert.All(constants, name => Assert.NotNull(Product.Catalog.FindActivity(name)));
        Assert.Equal(constants.Order(), triggers.Order());
    }

    [Theory]
    [InlineData("GET", "/api/nothing", "ANY", true)]
    [InlineData("GET", "/nothing", "ANY", false)]
    [InlineData("PUT", "/api/registrations/DR-7K3F-9QXM", "ANY", true)]
    public void Otherwise_UnknownPath_AnswersInTheFormOfItsNeighbours(string method, string path, string expected, bool isApi)
    {
        var answer = (WebFunctions.Answer)Product.Web.Otherwise(new DefaultHttpContext { Request = { Method = method, Path = path } }.Request);

        Assert.Equal((expected, !isApi), (answer.Endpoint.Method, answer.Endpoint.IsPage));
    }

    private static string Name(Endpoint endpoint) => $"{endpoint.Method} {endpoint.Route}";

    /// <summary>The line that is to be added for an endpoint.</summary>
    private static string LineFor(Endpoint endpoint)
    {
        var looks = endpoint.Method is "GET" or "HEAD";
        var parts = Words().Matches(endpoint.Route).Select(match => match.Value.StartsWith('{') ? "One" : char.ToUpperInvariant(match.Value[0]) + match.Value[1..]);
        var name = endpoint.Description is { } api ? char.ToUpperInvariant(api.Id[0]) + api.Id[1..]
            : (looks ? "Show" : "Send") + (endpoint.Route == "/" ? "Home" : string.Concat(parts));
        var route = endpoint.Route == "/" ? "{ignored:maxlength(0)?}" : endpoint.Route[1..];
        return looks
            ? $"    [Function(\"{name}\")] public IResult {name}([HttpTrigger(AuthorizationLevel.Anonymous, \"get\", \"head\", Route = \"{route}\")] HttpRequest request) => web.Look(request, \"{endpoint.Route}\");"
            : $"    [Function(\"{name}\")] public IResult {name}([HttpTrigger(AuthorizationLevel.Anonymous, \"{endpoint.Method.ToLowerInvariant()}\", Route = \"{route}\")] HttpRequest request, [DurableClient] DurableTaskClient client) => web.Do(request, \"{endpoint.Route}\", client);";
    }

    [GeneratedRegex("[A-Za-z0-9]+|{[a-z]+}")]
    private static partial Regex Words();

    private sealed record Trigger(Type Type, MethodInfo Method, string Verb, string Route);
}
