using System.Globalization;
using System.Numerics;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>
/// An amount with a suffix, <c>kubernetes.Quantity</c> (k8s.io/apimachinery, <c>resource.Quantity</c>): an integer times a power of ten. Whether it fits the fast form of the original
/// shows in <c>isInteger</c>, so it is remembered.
/// </summary>
internal sealed class QuantityValue : OpaqueValue
{
    public static readonly CelType QuantityType = CelType.Opaque("kubernetes.Quantity");

    private static readonly System.Buffers.SearchValues<char> SuffixLetters = System.Buffers.SearchValues.Create("eEinumkKMGTP");
    private const int NanoScale = -9;
    private const int FastDigits = 18;
    private readonly BigInteger _large;
    private readonly long _small;
    private readonly int _scale;
    private readonly bool _isFast;
    private readonly string _text;

    private QuantityValue(BigInteger unscaled, int scale, bool isFast, string text)
    {
        _large = unscaled;
        _scale = scale;
        _isFast = isFast && unscaled >= long.MinValue && unscaled <= long.MaxValue;
        _small = _isFast ? (long)unscaled : 0;
        _text = text;
    }

    private QuantityValue(long unscaled, int scale, string text)
    {
        _small = unscaled;
        _scale = scale;
        _isFast = true;
        _text = text;
    }

    private BigInteger Unscaled => _isFast ? _small : _large;

    public override CelType Type => QuantityType;

    public override bool EqualTo(OpaqueValue other) => CompareTo((QuantityValue)other) == 0;

    public override bool IsZero => Sign == 0;

    public override string ToString() => _text;

    public int Sign => _isFast ? Math.Sign(_small) : _large.Sign;

    public static QuantityValue OfInteger(long value) => new(value, 0, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Parses an amount; the problem is worded as the API server words it.</summary>
    public static bool TryParse(string text, out QuantityValue quantity, out string problem)
    {
        quantity = null!;
        if (text.Length == 0)
        {
            problem = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
            return false;
        }
        problem = "";
        if (!TrySplit(text, out var isPositive, out var whole, out var fraction, out var suffix))
        {
            problem = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
            return false;
        }
        if (!TrySuffix(suffix, out var isBinary, out var exponent))
        {
            problem = "unable to parse quantity's suffix";
            return false;
        }
        quantity = Create(text, isPositive, whole, fraction, isBinary, exponent);
        return true;
    }

    private static bool TrySplit(string text, out bool isPositive, out string whole, out string fraction, out string suffix)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        isPositive = text[0] != '-';
        while (at < text.Length && text[at] == '0')
        {
            at++;
        }
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
        whole = at > start ? text[start..at] : "0";
        fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
            fraction = text[start..at];
        }
        suffix = text[at..];
        var letters = suffix.AsSpan().IndexOfAnyExcept(SuffixLetters);
        var rest = letters < 0 ? [] : suffix.AsSpan(letters);
        if (rest.Length > 0 && rest[0] is '+' or '-')
        {
            rest = rest[1..];
        }
        return !rest.ContainsAnyExceptInRange('0', '9') && text.Length <= 1024;
    }

    private static bool TrySuffix(string suffix, out bool isBinary, out int exponent)
    {
        isBinary = suffix.Length == 2 && suffix[1] == 'i';
        exponent = 0;
        if (isBinary)
        {
            exponent = 10 * ("KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal) + 1);
            return exponent > 0;
        }
        var power = suffix switch { "n" => -9, "u" => -6, "m" => -3, "" => 0, "k" => 3, "M" => 6, "G" => 9, "T" => 12, "P" => 15, "E" => 18, _ => int.MinValue };
        if (power != int.MinValue)
        {
            exponent = power;
            return true;
        }
        return suffix[0] is 'e' or 'E' && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && exponent is >= -10_000 and <= 10_000;
    }

    private static QuantityValue Create(string text, bool isPositive, string whole, string fraction, bool isBinary, int exponent)
    {
        if (fraction.Length == 0 && whole.Length <= 9 && exponent is >= 0 and <= 30 && isBinary)
        {
            return new((isPositive ? 1 : -1) * (long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) << exponent), 0, text);
        }
        var digits = BigInteger.Parse(whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        var signed = isPositive ? digits : -digits;
        var isFast = isBinary
            ? fraction.Length == 0 && 15 - whole.Length - (int)((float)exponent * 3 / 10) - 1 >= 0
            : FastDigits - whole.Length - fraction.Length >= 0;
        var scale = (isBinary ? 0 : exponent) - fraction.Length;
        var unscaled = isBinary ? signed << exponent : signed;
        if (isFast && scale >= NanoScale)
        {
            return new(unscaled, scale, isFast: true, text);
        }
        // More digits than nanos are rounded up, away from zero: a little is not nothing.
        if (scale < NanoScale)
        {
            var divisor = BigInteger.Pow(10, Math.Min(NanoScale - scale, 12_000));
            var quotient = BigInteger.DivRem(unscaled, divisor, out var rest);
            (unscaled, scale) = (rest.IsZero ? quotient : quotient + rest.Sign, NanoScale);
        }
        if (isBinary && scale <= 0 && BigInteger.Abs(unscaled) > long.MaxValue * BigInteger.Pow(10, -scale))
        {
            (unscaled, scale) = (long.MaxValue * (BigInteger)unscaled.Sign, 0);
        }
        return new(unscaled, scale, isFast: false, text);
    }

    public int CompareTo(QuantityValue other)
    {
        if (_isFast && other._isFast && _scale == other._scale)
        {
            return _small.CompareTo(other._small);
        }
        var scale = Math.Min(_scale, other._scale);
        return At(scale).CompareTo(other.At(scale));
    }

    private BigInteger At(int scale) => Unscaled * BigInteger.Pow(10, _scale - scale);

    public QuantityValue Add(QuantityValue other) => Sum(other, other.Unscaled);

    public QuantityValue Subtract(QuantityValue other) => Sum(other, -other.Unscaled);

    private QuantityValue Sum(QuantityValue other, BigInteger addend)
    {
        var scale = IsZero ? other._scale : addend.IsZero ? _scale : Math.Min(_scale, other._scale);
        var sum = (IsZero ? BigInteger.Zero : At(scale)) + (addend.IsZero ? BigInteger.Zero : addend * BigInteger.Pow(10, other._scale - scale));
        return new(sum, scale, _isFast && other._isFast, QuantityText.Render(sum, scale));
    }

    /// <summary>The amount as an integer; false where the original cannot say it without loss.</summary>
    public bool TryInteger(out long value)
    {
        value = 0;
        if (!_isFast || _scale < 0)
        {
            return false;
        }
        var scaled = At(0);
        if (scaled < long.MinValue || scaled > long.MaxValue)
        {
            return false;
        }
        value = (long)scaled;
        return true;
    }

    public double ToDouble() => _scale == 0 ? (double)Unscaled
        : _scale > 0 ? (double)Unscaled * Math.Pow(10, _scale)
        : (double)Unscaled / Math.Pow(10, -_scale);
}
