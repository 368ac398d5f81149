using DealFlow.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await FunctionsHost.ComposeAsync(builder, CancellationToken.None);
await builder.Build().RunAsync();
