using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Values;

/// <summary>
/// A value of CEL in 24 bytes: scalars, timestamps and durations are inside, containers are a source and a handle, and nothing is boxed.
/// <c>default</c> is <see cref="ValueKind.None"/>, which no expression yields.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "Equality of CEL is not equality of bits; Equality.AreEqual decides.")]
public readonly struct Value
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private Value(ValueKind kind, object? reference, long bits = 0, int nanos = 0)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
        _nanos = nanos;
    }

    public static readonly Value Null = new(ValueKind.Null, null);
    public static readonly Value True = new(ValueKind.Bool, null, 1);
    public static readonly Value False = new(ValueKind.Bool, null);

    public ValueKind Kind { get; }

    public bool IsNone => Kind == ValueKind.None;

    public bool IsError => Kind == ValueKind.Error;

    public bool IsUnknown => Kind == ValueKind.Unknown;

    internal bool IsErrorOrUnknown => Kind >= ValueKind.Error;

    internal bool IsTrue => Kind == ValueKind.Bool && _bits != 0;

    internal bool IsFalse => Kind == ValueKind.Bool && _bits == 0;

    public static Value Of(bool value) => new(ValueKind.Bool, null, value ? 1 : 0);

    public static Value Of(long value) => new(ValueKind.Int, null, value);

    public static Value Of(ulong value) => new(ValueKind.Uint, null, unchecked((long)value));

    public static Value Of(double value) => new(ValueKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static Value Of(string value) => new(ValueKind.String, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(byte[] value) => new(ValueKind.Bytes, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(CelType value) => new(ValueKind.Type, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(MessageValue value) => new(ValueKind.Message, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(OpaqueValue value) => new(ValueKind.Opaque, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(CelError value) => new(ValueKind.Error, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value Of(UnknownSet value) => new(ValueKind.Unknown, value ?? throw new ArgumentNullException(nameof(value)));

    public static Value List(IListSource source, long handle = 0) => new(ValueKind.List, source ?? throw new ArgumentNullException(nameof(source)), handle);

    public static Value List(params Value[] items) => List(new ArrayListSource(items));

    public static Value Map(IMapSource source, long handle = 0) => new(ValueKind.Map, source ?? throw new ArgumentNullException(nameof(source)), handle);

    /// <summary>A text inside a source that decodes it when asked, at most once.</summary>
    internal static Value LazyText(ITextSource source, long handle) => new(ValueKind.String, source, handle);

    public static Value Enum(EnumType type, int number) => new(ValueKind.Enum, type ?? throw new ArgumentNullException(nameof(type)), number);

    /// <summary>Seconds since 1970-01-01T00:00:00Z and nanoseconds in [0, 999999999].</summary>
    public static Value Timestamp(long seconds, int nanos) => new(ValueKind.Timestamp, null, seconds, nanos);

    /// <summary>Seconds and nanoseconds of the same sign.</summary>
    public static Value Duration(long seconds, int nanos) => new(ValueKind.Duration, null, seconds, nanos);

    public static Value Optional(in Value value) => new(ValueKind.Optional, value.Kind == ValueKind.None ? null : new StrongBox<Value>(value));

    public static readonly Value NoneOptional = new(ValueKind.Optional, null);

    public bool AsBool => _bits != 0;

    public long AsInt => _bits;

    public ulong AsUint => unchecked((ulong)_bits);

    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    public string AsString => _reference as string ?? ((ITextSource)_reference!).Text(_bits);

    public byte[] AsBytes => (byte[])_reference!;

    public CelType AsType => (CelType)_reference!;

    public MessageValue AsMessage => Unsafe.As<MessageValue>(_reference!);

    public OpaqueValue AsOpaque => (OpaqueValue)_reference!;

    public CelError AsError => (CelError)_reference!;

    public UnknownSet AsUnknown => (UnknownSet)_reference!;

    public EnumType AsEnumType => (EnumType)_reference!;

    public IListSource ListSource => (IListSource)_reference!;

    public IMapSource MapSource => (IMapSource)_reference!;

    internal ITextSource? TextSource => _reference as ITextSource;

    /// <summary>Which list or map of its source; the seconds of a timestamp or duration.</summary>
    public long Handle => _bits;

    public long Seconds => _bits;

    public int Nanos => _nanos;

    public bool HasOptionalValue => _reference is not null;

    /// <summary>What an optional holds; none when it holds nothing.</summary>
    public Value OptionalValue => _reference is null ? default : Unsafe.As<StrongBox<Value>>(_reference).Value;

    public long ListCount => ListSource.Count(_bits);

    public long MapCount => MapSource.Count(_bits);

    public Value ListItem(long index) => ListSource.Item(_bits, index);

    public bool TryFindEntry(in Value key, out Value value) => MapSource.TryFind(_bits, key, out value);

    public bool TryFindEntry(string key, out Value value) => MapSource.TryFind(_bits, Of(key), out value);

    internal bool SameReference(in Value other) => ReferenceEquals(_reference, other._reference) && _bits == other._bits;

    /// <summary>The type that <c>type(x)</c> yields.</summary>
    public CelType RuntimeType => Kind switch
    {
        ValueKind.Null => CelType.Null,
        ValueKind.Bool => CelType.Bool,
        ValueKind.Int => CelType.Int,
        ValueKind.Uint => CelType.Uint,
        ValueKind.Double => CelType.Double,
        ValueKind.String => CelType.String,
        ValueKind.Bytes => CelType.Bytes,
        ValueKind.List => RuntimeTypes.List,
        ValueKind.Map => RuntimeTypes.OfMap(MapSource),
        ValueKind.Message => AsMessage.Type.CelType,
        ValueKind.Type => RuntimeTypes.Type,
        ValueKind.Timestamp => CelType.Timestamp,
        ValueKind.Duration => CelType.Duration,
        ValueKind.Enum => AsEnumType.CelType,
        ValueKind.Optional => RuntimeTypes.Optional,
        ValueKind.Opaque => AsOpaque.Type,
        _ => CelType.Error,
    };

    public override string ToString() => ValueText.Describe(this);
}
