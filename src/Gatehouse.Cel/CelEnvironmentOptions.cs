using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel;

/// <summary>What expressions of an environment may name and do.</summary>
public sealed record CelEnvironmentOptions
{
    public CelDialect Dialect { get; init; } = CelDialect.Spec;

    /// <summary>The minor version of Kubernetes 1.x whose libraries there are, from 27 on; of the dialect <see cref="CelDialect.Kubernetes"/> only.</summary>
    public int KubernetesMinor { get; init; } = 36;

    /// <summary>The namespace that names are looked up in first, outwards (language definition, "Name Resolution").</summary>
    public string Container { get; init; } = "";

    public IReadOnlyDictionary<string, CelType> Variables { get; init; } = new Dictionary<string, CelType>();

    public TypeRegistry Types { get; init; } = TypeRegistry.Empty;

    /// <summary>Functions beside those of the dialect; overloads of the same id go before them.</summary>
    public IReadOnlyList<FunctionDeclaration> Functions { get; init; } = [];

    /// <summary>Object types without messages: fields and their types by the type's name. Their values are maps.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, CelType>> Objects { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, CelType>>();

    /// <summary>
    /// Names of object types that have any field, and so have their dotted parts: <c>Object</c> makes <c>Object.spec{replicas: 1}</c> a literal. The value is a map that knows its
    /// <see cref="Values.TableMapSource.TypeName"/>.
    /// </summary>
    public IReadOnlyCollection<string> OpenObjects { get; init; } = [];

    /// <summary>The macros <c>cel.block</c>, <c>cel.index</c>, <c>cel.iterVar</c>, <c>cel.accuVar</c>, by which conformance tests write optimised programs.</summary>
    public bool HasBlockMacros { get; init; }

    /// <summary>The longest expression, in code points.</summary>
    public int MaximumLength { get; init; } = 100_000;
}
