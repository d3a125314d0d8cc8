using System.Collections.Immutable;

namespace Gatehouse.Cel.Types;

/// <summary>A static type. Equal types compare equal; the common ones are shared instances.</summary>
public sealed class CelType : IEquatable<CelType>
{
    public static readonly CelType Error = new(CelTypeKind.Error, "!error!");
    public static readonly CelType Dyn = new(CelTypeKind.Dyn, "dyn");
    public static readonly CelType Any = new(CelTypeKind.Any, "google.protobuf.Any");
    public static readonly CelType Null = new(CelTypeKind.Null, "null_type");
    public static readonly CelType Bool = new(CelTypeKind.Bool, "bool");
    public static readonly CelType Int = new(CelTypeKind.Int, "int");
    public static readonly CelType Uint = new(CelTypeKind.Uint, "uint");
    public static readonly CelType Double = new(CelTypeKind.Double, "double");
    public static readonly CelType String = new(CelTypeKind.String, "string");
    public static readonly CelType Bytes = new(CelTypeKind.Bytes, "bytes");
    public static readonly CelType Timestamp = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");
    public static readonly CelType Duration = new(CelTypeKind.Duration, "google.protobuf.Duration");
    public static readonly CelType Type = new(CelTypeKind.Type, "type");
    public static readonly CelType DynList = List(Dyn);
    public static readonly CelType DynMap = Map(Dyn, Dyn);
    public static readonly CelType JsonMap = Map(String, Dyn);

    private CelType(CelTypeKind kind, string name, ImmutableArray<CelType> parameters = default, bool isWrapper = false)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters.IsDefault ? [] : parameters;
        IsWrapper = isWrapper;
    }

    public CelTypeKind Kind { get; }

    /// <summary>The name at run time, without parameters: what <c>type(x)</c> prints.</summary>
    public string Name { get; }

    public ImmutableArray<CelType> Parameters { get; }

    /// <summary>A primitive that may be null (<c>google.protobuf.Int64Value</c> and its kin).</summary>
    public bool IsWrapper { get; }

    public static CelType List(CelType element) => new(CelTypeKind.List, "list", [element]);

    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", [key, value]);

    public static CelType TypeOf(CelType type) => new(CelTypeKind.Type, "type", [type]);

    public static CelType Message(string name) => new(CelTypeKind.Message, name);

    public static CelType Enum(string name) => new(CelTypeKind.Enum, name);

    public static CelType Opaque(string name, params ImmutableArray<CelType> parameters) => new(CelTypeKind.Opaque, name, parameters);

    public static CelType Optional(CelType value) => Opaque("optional_type", value);

    public static CelType Parameter(string name) => new(CelTypeKind.TypeParameter, name);

    public static CelType Wrapper(CelType primitive)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        return new(primitive.Kind, primitive.Name, primitive.Parameters, isWrapper: true);
    }

    public bool IsDyn => Kind is CelTypeKind.Dyn or CelTypeKind.Any;

    public bool IsOptional => Kind == CelTypeKind.Opaque && Name == "optional_type";

    /// <summary>The element of a list, the key of a map, the value of an optional.</summary>
    public CelType First => Parameters[0];

    public CelType Second => Parameters[1];

    public bool Equals(CelType? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && IsWrapper == other.IsWrapper && Name == other.Name && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan()));

    public override bool Equals(object? obj) => Equals(obj as CelType);

    public override int GetHashCode() => HashCode.Combine(Kind, Name, Parameters.Length, IsWrapper);

    /// <summary>As issues print it: <c>map(string, list(int))</c>, <c>wrapper(int)</c>, <c>timestamp</c>.</summary>
    public override string ToString() => Kind switch
    {
        CelTypeKind.Any => "any",
        CelTypeKind.Duration => "duration",
        CelTypeKind.Null => "null",
        CelTypeKind.Timestamp => "timestamp",
        _ when IsWrapper => $"wrapper({Name})",
        _ when Parameters.IsEmpty => Name,
        _ => $"{Name}({string.Join(", ", Parameters)})",
    };

    /// <summary>As programs and stored results print it: full names of the well-known types, <c>null_type</c>.</summary>
    public string ToDeclaration() => Parameters.IsEmpty
        ? (IsWrapper ? $"wrapper({Name})" : Name)
        : $"{Name}({string.Join(", ", Parameters.Select(p => p.ToDeclaration()))})";
}
