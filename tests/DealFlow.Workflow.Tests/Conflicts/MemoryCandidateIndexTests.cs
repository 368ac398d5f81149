using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Tests.Ports;

namespace DealFlow.Workflow.Tests.Conflicts;

public sealed class MemoryCandidateIndexTests : CandidateIndexSuite
{
    private readonly MemoryCandidateIndex _index = new();

    protected override Task<ICandidateIndex> OpenAsync() => Task.FromResult<ICandidateIndex>(_index);
}
