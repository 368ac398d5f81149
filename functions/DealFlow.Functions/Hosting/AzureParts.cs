using Azure.Core;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Functions.Hosting;

/// <summary>The ports on Azure.</summary>
internal sealed class AzureParts
{
    public required Ports Ports { get; init; }

    public required IProgramStore Programs { get; init; }

    public static AzureParts Open(HostSettings settings, TokenCredential credential, IClock clock) => throw new NotSupportedException();

    public Task LookAgainAsync(DealProgram program, CancellationToken cancellation) => Programs.KeepFileAsync(program.Id, "", cancellation);
}
