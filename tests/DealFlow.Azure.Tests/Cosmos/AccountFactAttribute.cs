using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>A fact that only an account of Cosmos DB can show: there is none to be run where DEALFLOW_COSMOS names none.</summary>
[XunitTestCaseDiscoverer(typeof(AccountFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class AccountFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

/// <summary>Finds such facts where there is an account.</summary>
public sealed class AccountFactDiscoverer : FactDiscoverer
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        Environment.GetEnvironmentVariable("DEALFLOW_COSMOS") is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}
