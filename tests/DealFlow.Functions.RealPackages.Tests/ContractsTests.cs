using System.Reflection;
using System.Runtime.Loader;
using System.Text;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>The hand-written signatures are those of the packages: whatever compiles against them compiles against the real ones.</summary>
public sealed class ContractsTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What a compiler makes by itself.</summary>
    private static readonly string[] Made = ["Equals", "GetHashCode", "ToString", "Deconstruct", "PrintMembers", "get_EqualityContract", "GetAsyncEnumerator"];

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Contracts_EveryMember_IsOneOfTheRealPackages()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(file => IsReal(Path.GetFileName(file))))
            Assembly.LoadFrom(file);
        var real = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => IsReal(assembly.GetName().Name + ".dll"))
            .SelectMany(TypesOf).GroupBy(type => type.FullName!).ToDictionary(types => types.Key, types => types.First());
        var contracts = new AssemblyLoadContext("contracts").LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "DealFlow.Functions.Contracts.dll"));

        var wrong = contracts.GetExportedTypes().SelectMany(contract => real.TryGetValue(contract.FullName!, out var type) ? Compare(contract, type) : [$"{contract.FullName} is not there"]).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(contracts.GetExportedTypes().Length > 30);
    }

    private static bool IsReal(string file) => file.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal) || file.StartsWith("DurableTask.Core", StringComparison.Ordinal)
        || file.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal) || file.StartsWith("Azure.Messaging.ServiceBus", StringComparison.Ordinal);

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Compare(Type contract, Type real)
    {
        if (KindOf(contract) != KindOf(real))
            yield return $"{contract.FullName}: {KindOf(contract)}, really {KindOf(real)}";
        if (contract.IsEnum)
        {
            foreach (var name in Enum.GetNames(contract))
                if (!Enum.GetNames(real).Contains(name) || (int)Enum.Parse(contract, name) != (int)Enum.Parse(real, name))
                    yield return $"{contract.FullName}.{name} is not there, or another number";
            yield break;
        }

        var there = real.GetMembers(Declared | BindingFlags.FlattenHierarchy).OfType<MethodBase>().Where(IsVisible).Select(Signature).ToHashSet();
        foreach (var method in contract.GetMembers(Declared).OfType<MethodBase>().Where(IsVisible))
            if (!method.Name.StartsWith('<') && !Made.Contains(method.Name) && !there.Contains(Signature(method)))
                yield return $"{contract.FullName}: {Signature(method)} is not there; there is\n    "
                    + string.Join("\n    ", real.GetMembers(Declared).OfType<MethodBase>().Where(other => other.Name == method.Name).Select(Signature));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string KindOf(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct"
        : $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(type.IsInterface ? "interface" : "class")}";

    private static string Signature(MethodBase method)
    {
        var text = new StringBuilder(method.IsPublic ? "public " : "protected ");
        if (method is MethodInfo function)
            text.Append(method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "")
                .Append(Text(Nullability.Create(function.ReturnParameter))).Append(' ');
        var parameters = method.GetParameters().Select(parameter =>
            $"{Text(Nullability.Create(parameter))} {(method.Name.StartsWith("op_", StringComparison.Ordinal) || method.IsSpecialName ? "" : parameter.Name)}"
            + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : ""));
        return text.Append(method.Name).Append(method.IsGenericMethod ? "<>" : "").Append('(').AppendJoin(", ", parameters).Append(')').ToString();
    }

    private static string Text(NullabilityInfo info)
    {
        var name = info.ElementType is { } element ? Text(element) + "[]"
            : info.GenericTypeArguments.Length > 0 ? $"{info.Type.Namespace}.{info.Type.Name}<{string.Join(",", info.GenericTypeArguments.Select(Text))}>"
            : info.Type.IsGenericParameter ? info.Type.Name : $"{info.Type.Namespace}.{info.Type.Name}";
        return name + (info.Type.IsValueType || info.Type.IsGenericParameter ? "" : info.ReadState == NullabilityState.Nullable ? "?" : "");
    }
}
