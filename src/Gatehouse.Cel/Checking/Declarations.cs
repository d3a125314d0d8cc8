using System.Collections.Frozen;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>All that a name may mean outside macros: variables, functions, types and constants, seen from a container.</summary>
internal sealed class Declarations
{
    public required string Container { get; init; }

    public required TypeRegistry Types { get; init; }

    public required FrozenDictionary<string, CelType> Variables { get; init; }

    public required FrozenDictionary<string, FunctionDeclaration> Functions { get; init; }

    /// <summary>Names of types that are no messages.</summary>
    public required FrozenDictionary<string, CelType> NamedTypes { get; init; }

    /// <summary>Object types that are described without messages.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, CelType>> Objects { get; init; }

    /// <summary>Object types of any field, with all that is below their names.</summary>
    public string[] OpenObjects { get; init; } = [];

    public Declarations WithObjects(IReadOnlyDictionary<string, IReadOnlyDictionary<string, CelType>> objects) => new()
    {
        Container = Container,
        Types = Types,
        Variables = Variables,
        Functions = Functions,
        NamedTypes = NamedTypes,
        Objects = objects,
        OpenObjects = OpenObjects,
    };

    private bool IsOpen(string name) => Array.Exists(OpenObjects, o => name.StartsWith(o, StringComparison.Ordinal) && (name.Length == o.Length || name[o.Length] == '.'));

    public bool KnowsMessage(string name) => Types.FindMessage(name) is not null || Objects.ContainsKey(name) || IsOpen(name);

    public CelType? FindFieldType(string message, string field) => Objects.TryGetValue(message, out var fields)
        ? fields.GetValueOrDefault(field)
        : IsOpen(message) ? CelType.Dyn
        : Types.FindMessage(message)?.Find(field)?.CelType;

    public FunctionDeclaration? FindFunction(string name)
    {
        foreach (var candidate in ContainerNames.Candidates(Container, name))
        {
            if (Functions.TryGetValue(candidate, out var function))
            {
                return function;
            }
        }
        return null;
    }

    public bool TryFindName(string name, out NameReference reference, out CelType type)
    {
        foreach (var candidate in ContainerNames.Candidates(Container, name))
        {
            if (TryFindExact(candidate, out reference, out type))
            {
                return true;
            }
        }
        (reference, type) = (null!, CelType.Error);
        return false;
    }

    private bool TryFindExact(string name, out NameReference reference, out CelType type)
    {
        if (Variables.TryGetValue(name, out type!))
        {
            reference = new(name, default, IsLocal: false);
            return true;
        }
        if (TryFindConstant(name, out type, out var value))
        {
            reference = new(name, value, IsLocal: false);
            return true;
        }
        reference = null!;
        return false;
    }

    public bool TryFindConstant(string name, out CelType type, out Value value)
    {
        if (NamedTypes.TryGetValue(name, out var named))
        {
            (type, value) = (CelType.TypeOf(named), Value.Of(named));
            return true;
        }
        if (Objects.ContainsKey(name) || IsOpen(name))
        {
            (type, value) = (CelType.TypeOf(CelType.Message(name)), Value.Of(CelType.Message(name)));
            return true;
        }
        return Types.TryFindConstant(name, out type, out value);
    }
}
