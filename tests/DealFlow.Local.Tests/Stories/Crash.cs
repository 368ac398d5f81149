using System.Reflection;

namespace DealFlow.Local.Tests.Stories;

/// <summary>
/// The end of the process at a chosen call of a port, before it has done its work or right after. From then on nothing of this process reaches the
/// file any more: the engine has stopped at once, and every port refuses.
/// </summary>
internal sealed class Crash
{
    private int _left = int.MaxValue;
    private bool _after;
    private volatile bool _hasCome;

    public bool HasCome => _hasCome;

    /// <summary>What ends with the process.</summary>
    public Action Stop { get; set; } = () => { };

    /// <summary>It is to come at the so-many-th call from now on.</summary>
    public void Plan(int calls, bool after) => (_after, _left) = (after, calls);

    /// <summary>The engine first: it must not live to see that ports refuse, and take that for failures of activities.</summary>
    public void Come()
    {
        Stop();
        _hasCome = true;
    }

    /// <summary>The port, with the crash around it.</summary>
    public T Around<T>(T port)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, CrashingPort>();
        ((CrashingPort)(object)proxy).Set(port, this);
        return proxy;
    }

    internal object? Call(Func<object?> call)
    {
        if (_hasCome)
            throw new CrashedException();
        var comes = Interlocked.Decrement(ref _left) == 0;
        if (!comes)
            return call();
        if (_after && call() is Task done)
            done.Wait();
        Come();
        throw new CrashedException();
    }
}

/// <summary>Thrown by what still runs in a process that has crashed.</summary>
internal sealed class CrashedException() : Exception("The process has crashed.");

/// <summary>Any port, with a crash around each of its calls. Not sealed, because the runtime derives from it.</summary>
public class CrashingPort : DispatchProxy
{
    private object _port = null!;
    private Crash _crash = null!;

    internal void Set(object port, Crash crash) => (_port, _crash) = (port, crash);

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _crash.Call(() => targetMethod!.Invoke(_port, args));
}
