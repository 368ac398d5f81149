using DealFlow.Embedded;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Durable;

namespace DealFlow.Local.Instances;

/// <summary>A page of instances.</summary>
/// <param name="State">Only those; null: all.</param>
public sealed record InstancesView(ReaderTexts Texts, InstanceState? State, InstancePage Page)
{
    internal InstanceWords Words => new(Texts);
}

/// <summary>One instance.</summary>
/// <param name="Acts">What can be done with it now, with the token that the form carries.</param>
/// <param name="Alert">What did not go as wished.</param>
public sealed record InstanceView(ReaderTexts Texts, InstanceDetails Details, IReadOnlyList<InstanceAct> Acts, string? Alert)
{
    internal InstanceWords Words => new(Texts);
}

/// <summary>Something that can be done.</summary>
public sealed record InstanceAct(string Name, string Token);
