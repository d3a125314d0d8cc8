using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Kubernetes;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Dialects;

/// <summary>What a dialect, in a version, consists of. Made once for each.</summary>
internal sealed class DialectProfile
{
    private static readonly ConcurrentDictionary<(CelDialect, int, bool), DialectProfile> Made = new();

    private static readonly Dictionary<string, CelType> StandardTypes = new(StringComparer.Ordinal)
    {
        ["bool"] = CelType.Bool,
        ["bytes"] = CelType.Bytes,
        ["double"] = CelType.Double,
        ["int"] = CelType.Int,
        ["list"] = CelType.DynList,
        ["map"] = CelType.DynMap,
        ["null_type"] = CelType.Null,
        ["string"] = CelType.String,
        ["type"] = CelType.Type,
        ["uint"] = CelType.Uint,
        ["dyn"] = CelType.Dyn,
    };

    public required ParserOptions Parser { get; init; }

    public required FrozenDictionary<string, FunctionDeclaration> Functions { get; init; }

    public required FrozenDictionary<string, CelType> NamedTypes { get; init; }

    public required CelLimits Limits { get; init; }

    /// <summary>Estimates of functions beyond the standard ones.</summary>
    public Func<string, string, CallOperands, CallEstimate?> Estimates { get; init; } = (_, _, _) => null;

    /// <summary>Whether estimates count <c>has()</c>.</summary>
    public bool HasTestCost { get; init; } = true;

    public Action<Expr, IssueList> Validate { get; init; } = (_, _) => { };

    public static DialectProfile Of(CelEnvironmentOptions options) => Made.GetOrAdd(
        (options.Dialect, options.Dialect == CelDialect.Spec ? 0 : options.KubernetesMinor, options.HasBlockMacros),
        key => key.Item1 == CelDialect.Spec ? Spec(key.Item3) : KubernetesProfile.Create(key.Item2));

    private static DialectProfile Spec(bool hasBlockMacros) => new()
    {
        Parser = new()
        {
            Macros = Index([.. StandardMacros.All, .. TwoVariableMacros.All, .. OptionalLibrary.Macros, .. BindingLibrary.Macros, .. MathLibrary.Macros, .. ProtoLibrary.Macros, .. ListLibrary.Macros, .. hasBlockMacros ? BlockMacros.All : []]),
        },
        Functions = Join(
        [
            .. StandardLibrary.Functions(hasCrossTypeComparisons: true, CelDialect.Spec), .. OptionalLibrary.Functions, .. OptionalLibrary.ListFunctions, .. TextLibrary.Functions(5, CelDialect.Spec), .. ListLibrary.Functions(3), .. SetLibrary.Functions,
            .. EncodingLibrary.Functions, .. MathLibrary.Functions, .. ProtoLibrary.Functions, .. BindingLibrary.Functions, .. NetworkLibrary.Functions, .. PatternLibrary.Functions,
        ]),
        NamedTypes = Types(("optional_type", CelType.Optional(CelType.Dyn)), ("net.IP", NetworkLibrary.AddressType), ("net.CIDR", NetworkLibrary.BlockType)),
        Limits = new(),
    };

    internal static FrozenDictionary<string, CelType> Types(params IEnumerable<(string Name, CelType Type)> added)
    {
        var types = new Dictionary<string, CelType>(StandardTypes, StringComparer.Ordinal);
        foreach (var (name, type) in added)
        {
            types[name] = type;
        }
        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal static FrozenDictionary<string, Macro> Index(IEnumerable<Macro> macros) => macros.ToFrozenDictionary(m => m.Key, StringComparer.Ordinal);

    internal static FrozenDictionary<string, FunctionDeclaration> Join(IEnumerable<FunctionDeclaration> functions)
    {
        var joined = new Dictionary<string, FunctionDeclaration>(StringComparer.Ordinal);
        foreach (var function in functions)
        {
            joined[function.Name] = joined.TryGetValue(function.Name, out var other) ? other.Merge(function) : function;
        }
        return joined.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
