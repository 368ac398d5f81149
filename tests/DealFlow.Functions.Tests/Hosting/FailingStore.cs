using System.Reflection;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>A store that does as it is told: it answers, or it cannot be reached.</summary>
public class FailingStore : DispatchProxy // the runtime derives from it
{
    private IRegistrationStore _inner = null!;
    private Func<string, Exception?> _failure = null!;

    internal static IRegistrationStore Around(IRegistrationStore inner, Func<string, Exception?> failure)
    {
        var store = Create<IRegistrationStore, FailingStore>();
        ((FailingStore)(object)store)._inner = inner;
        ((FailingStore)(object)store)._failure = failure;
        return store;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _failure(targetMethod!.Name) is { } failure ? throw failure : targetMethod.Invoke(_inner, args);
}
