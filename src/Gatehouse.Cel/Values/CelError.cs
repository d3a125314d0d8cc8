namespace Gatehouse.Cel.Values;

/// <summary>Why an evaluation has no value. Errors are values: <c>||</c> and <c>&amp;&amp;</c> may absorb them (language definition, "Logical Operators").</summary>
public sealed record CelError(string Message)
{
    internal static readonly Value NoSuchOverload = Value.Of(new CelError("no such overload"));
    internal static readonly Value DivisionByZero = Value.Of(new CelError("division by zero"));
    internal static readonly Value ModulusByZero = Value.Of(new CelError("modulus by zero"));
    internal static readonly Value IntegerOverflow = Value.Of(new CelError("integer overflow"));
    internal static readonly Value UnsignedOverflow = Value.Of(new CelError("unsigned integer overflow"));
    internal static readonly Value TimestampOverflow = Value.Of(new CelError("timestamp overflow"));
    internal static readonly Value DurationOverflow = Value.Of(new CelError("duration overflow"));

    public static Value Create(string message) => Value.Of(new CelError(message));
}
