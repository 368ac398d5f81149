using DealFlow.Domain.Programs;

namespace DealFlow.Workflow.Programs;

/// <summary>A program that was read without errors.</summary>
/// <param name="Program">The program; its version is that of <paramref name="TermsJson"/>.</param>
/// <param name="TermsJson">The terms as canonical JSON, to be kept for the registrations that are made under them.</param>
/// <param name="Json">The whole file, to be kept for the day when it is removed while its deals are open.</param>
/// <param name="Warnings">What the manufacturer should look after, each with file and path.</param>
public sealed record LoadedProgram(DealProgram Program, string TermsJson, string Json, IReadOnlyList<string> Warnings);

/// <summary>A program, or all that is wrong with its file: <c>file: path: what is wrong and what is expected</c>.</summary>
public sealed record ProgramReading(LoadedProgram? Program, IReadOnlyList<string> Errors);

/// <summary>Programs cannot be used as they are written. The message lists every error of every file.</summary>
public sealed class ProgramException(string message) : Exception(message)
{
    internal static ProgramException Of(string folder, IReadOnlyList<string> errors) =>
        new($"The programs in {folder} have {(errors.Count == 1 ? "an error" : $"{errors.Count} errors")}:\n- {string.Join("\n- ", errors)}");
}
