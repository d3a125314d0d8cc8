using System.Globalization;

namespace Gatehouse.Cel.Library;

/// <summary>One <c>%</c> clause: its letter and how many digits follow the point.</summary>
internal readonly record struct FormatClause(char Kind, int Precision)
{
    private const int DefaultPrecision = 6;

    public static bool TryParse(string format, ref int at, out FormatClause clause, out string problem)
    {
        (clause, problem) = (default, "");
        at++;
        var precision = DefaultPrecision;
        if (at < format.Length && format[at] == '.')
        {
            var digits = format.AsSpan(at + 1);
            var length = digits.IndexOfAnyExceptInRange('0', '9');
            if (length < 0)
            {
                problem = "could not parse formatting clause: error while parsing precision: could not find end of precision specifier";
                return false;
            }
            if (!int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out precision) || precision > TextFormat.PrecisionLimit)
            {
                problem = $"could not parse formatting clause: error while parsing precision: precision must be a number up to {TextFormat.PrecisionLimit}";
                return false;
            }
            at += length + 1;
        }
        if (at >= format.Length)
        {
            problem = "unexpected end of string";
            return false;
        }
        var kind = format[at++];
        if (kind is not ('s' or 'd' or 'f' or 'e' or 'b' or 'o' or 'x' or 'X'))
        {
            problem = $"could not parse formatting clause: unrecognized formatting clause \"{kind}\"";
            return false;
        }
        clause = new(kind, precision);
        return true;
    }
}
