using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DealFlow.Local.Tests.Architecture;

/// <summary>What an assembly beside this test refers to, read from its metadata without loading it.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    internal CompiledAssembly(string name)
    {
        _file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        _metadata = _file.GetMetadataReader();
    }

    internal IEnumerable<string> ReferencedAssemblies =>
        _metadata.AssemblyReferences.Select(handle => Text(_metadata.GetAssemblyReference(handle).Name));

    /// <summary>Full names of the types used from elsewhere, each with the assembly that holds it.</summary>
    internal IEnumerable<(string Assembly, string Namespace, string FullName)> ReferencedTypes =>
        _metadata.TypeReferences.Select(Describe);

    /// <summary>Members used from elsewhere, as <c>Namespace.Type.Member</c>; generic types are left out.</summary>
    internal IEnumerable<string> ReferencedMembers =>
        from handle in _metadata.MemberReferences
        let member = _metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{Describe((TypeReferenceHandle)member.Parent).FullName}.{Text(member.Name)}";

    public void Dispose() => _file.Dispose();

    private (string Assembly, string Namespace, string FullName) Describe(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        var name = Text(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            var outer = Describe((TypeReferenceHandle)type.ResolutionScope);
            return outer with { FullName = $"{outer.FullName}.{name}" };
        }

        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? Text(_metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : "";
        return (assembly, Text(type.Namespace), $"{Text(type.Namespace)}.{name}");
    }

    private string Text(StringHandle handle) => _metadata.GetString(handle);
}
