using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Programs;

/// <summary>The programs that are run.</summary>
public interface IProgramCatalog
{
    /// <summary>A program as it is today, or null when it is unknown or was removed.</summary>
    DealProgram? Find(string id);

    /// <summary>The programs of today.</summary>
    IReadOnlyList<DealProgram> All { get; }

    /// <summary>The program of a registration: the terms it was made under, with the people and the calendar of today.</summary>
    DealProgram For(Registration registration);
}
