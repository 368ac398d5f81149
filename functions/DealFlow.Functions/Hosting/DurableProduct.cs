using DealFlow.Functions.Durable;
using DealFlow.Functions.Web;
using DealFlow.Web.Hosting;
using DealFlow.Workflow;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Hosting;

/// <summary>The product on the durable extension, as the triggers call it.</summary>
internal sealed class DurableProduct
{
    /// <summary>Puts it together. Nothing is asked of the ports yet.</summary>
    /// <param name="portsOf">The ports, given what wakes orchestrations.</param>
    /// <param name="reindex">Goes on indexing anew what is of another version of the algorithm.</param>
    public DurableProduct(
        IRegistrationStore store, Func<IWaker, Ports> portsOf, WebPorts web, Func<CancellationToken, Task> reindex, DealFlowSettings settings, ILoggerFactory loggers)
    {
        var engine = new DurableClient(Bound, Catalog);
        var directWaker = new Waker(engine, store);
        var ports = portsOf(new TolerantWaker(directWaker, loggers.CreateLogger<TolerantWaker>()));
        var product = new Product(ports, web, settings);
        product.Work.Activities.AddTo(Catalog, engine);
        var watch = new Watch(Bound, engine, ports.Waker, store, ports.Programs, ports.Clock, loggers.CreateLogger<Watch>());
        Work = new RegularWork(directWaker, watch, product.Work, reindex, loggers.CreateLogger<RegularWork>());
        Web = new WebFunctions(product.Endpoints, product.Runner, Bound);
    }

    /// <summary>The code that the engine runs.</summary>
    public OrchestrationCatalog Catalog { get; } = new(DealFlowJson.Options);

    /// <summary>The client of the engine, as the triggers bring it.</summary>
    public BoundClient Bound { get; } = new();

    /// <summary>What the HTTP triggers call.</summary>
    public WebFunctions Web { get; }

    /// <summary>What the timers call.</summary>
    public RegularWork Work { get; }
}
