using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>One signature of a function, its body and its cost.</summary>
public sealed class Overload
{
    private readonly ValueKind[] _kinds;

    public Overload(string id, bool isMember, CelType[] parameters, CelType result, FunctionBody? body)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(result);
        Id = id;
        IsMember = isMember;
        Parameters = parameters;
        Result = result;
        Body = body;
        _kinds = [.. parameters.Select(KindOf)];
        TypeParameters = [.. parameters.Append(result).SelectMany(ParametersIn).Distinct(StringComparer.Ordinal)];
    }

    public string Id { get; }

    /// <summary>Called as <c>target.function()</c>; the target is the first parameter.</summary>
    public bool IsMember { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public CelType Result { get; }

    public FunctionBody? Body { get; }

    /// <summary>One unit where null.</summary>
    public CallCost? Cost { get; init; }

    /// <summary>Whether <see cref="Cost"/> looks at the result, and so is charged after the call.</summary>
    public bool CostNeedsResult { get; init; }

    /// <summary>Goes before the cost of the function: the library is sure of it whatever the host says.</summary>
    internal bool CostIsFixed { get; init; }

    /// <summary>The argument that may be prepared once when it is a constant: a pattern, for one.</summary>
    internal int? ConstantArgument { get; init; }

    /// <summary>The body for a constant <see cref="ConstantArgument"/>; no body and a problem when no call with it can succeed.</summary>
    internal Func<Value, (FunctionBody? Body, string? Problem)>? BindConstant { get; init; }

    internal string[] TypeParameters { get; }

    /// <summary>Whether values of these kinds can be its arguments; parameters of types are gone at run time.</summary>
    internal bool Accepts(ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != _kinds.Length)
        {
            return false;
        }
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (_kinds[i] != ValueKind.None && _kinds[i] != arguments[i].Kind)
            {
                return false;
            }
            if (_kinds[i] == ValueKind.Opaque && arguments[i].AsOpaque.Type.Name != Parameters[i].Name)
            {
                return false;
            }
        }
        return true;
    }

    private static ValueKind KindOf(CelType type) => type.Kind switch
    {
        CelTypeKind.Null => ValueKind.Null,
        CelTypeKind.Bool => ValueKind.Bool,
        CelTypeKind.Int => ValueKind.Int,
        CelTypeKind.Uint => ValueKind.Uint,
        CelTypeKind.Double => ValueKind.Double,
        CelTypeKind.String => ValueKind.String,
        CelTypeKind.Bytes => ValueKind.Bytes,
        CelTypeKind.Timestamp => ValueKind.Timestamp,
        CelTypeKind.Duration => ValueKind.Duration,
        CelTypeKind.List => ValueKind.List,
        CelTypeKind.Map => ValueKind.Map,
        CelTypeKind.Message => ValueKind.Message,
        CelTypeKind.Enum => ValueKind.Enum,
        CelTypeKind.Type => ValueKind.Type,
        CelTypeKind.Opaque => type.IsOptional ? ValueKind.Optional : ValueKind.Opaque,
        _ => ValueKind.None,
    };

    private static IEnumerable<string> ParametersIn(CelType type) =>
        type.Kind == CelTypeKind.TypeParameter ? [type.Name] : type.Parameters.SelectMany(ParametersIn);
}
