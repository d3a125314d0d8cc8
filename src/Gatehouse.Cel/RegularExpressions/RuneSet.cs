using System.Globalization;
using System.Text;

namespace Gatehouse.Cel.RegularExpressions;

/// <summary>A set of code points, written as a .NET pattern over UTF-16: surrogate pairs where needed.</summary>
internal sealed class RuneSet
{
    private const int Last = 0x10FFFF;
    private const int FoldLimit = 20_000;
    private List<(int Low, int High)> _ranges = [];

    public void Add(int low, int high) => _ranges.Add((low, high));

    public void AddAll(RuneSet other) => _ranges.AddRange(other._ranges);

    public RuneSet Copy() => new() { _ranges = [.. _ranges] };

    private void Normalize()
    {
        _ranges.Sort();
        List<(int Low, int High)> merged = [];
        foreach (var (low, high) in _ranges)
        {
            if (merged.Count > 0 && low <= merged[^1].High + 1)
            {
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            }
            else
            {
                merged.Add((low, high));
            }
        }
        _ranges = merged;
    }

    public RuneSet Complement()
    {
        Normalize();
        var complement = new RuneSet();
        var next = 0;
        foreach (var (low, high) in _ranges)
        {
            if (low > next)
            {
                complement.Add(next, low - 1);
            }
            next = high + 1;
        }
        if (next <= Last)
        {
            complement.Add(next, Last);
        }
        return complement;
    }

    /// <summary>Adds what differs from the members in case only (Unicode simple folding).</summary>
    public void AddFolds()
    {
        Normalize();
        foreach (var (low, high) in _ranges.ToArray())
        {
            for (var rune = low; rune <= high && rune - low < FoldLimit; rune++)
            {
                foreach (var fold in CaseFolding.Of(rune))
                {
                    Add(fold, fold);
                }
            }
        }
    }

    public void Write(StringBuilder output)
    {
        Normalize();
        var basic = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (low, high) in _ranges)
        {
            AppendBasic(basic, low, Math.Min(high, 0xD7FF));
            AppendBasic(basic, Math.Max(low, 0xE000), Math.Min(high, 0xFFFF));
            AppendPairs(pairs, Math.Max(low, 0x10000), high);
        }
        // A class that nothing matches.
        if (basic.Length == 0 && pairs.Count == 0)
        {
            output.Append(@"[^\s\S]");
        }
        else if (pairs.Count == 0)
        {
            output.Append('[').Append(basic).Append(']');
        }
        else
        {
            output.Append("(?:").Append(basic.Length == 0 ? "" : $"[{basic}]|").AppendJoin('|', pairs).Append(')');
        }
    }

    private static void AppendBasic(StringBuilder text, int low, int high)
    {
        if (low <= high)
        {
            text.Append(Unit(low));
            if (high > low)
            {
                text.Append('-').Append(Unit(high));
            }
        }
    }

    private static string Unit(int unit) => $"\\u{unit.ToString("X4", CultureInfo.InvariantCulture)}";

    private static void AppendPairs(List<string> pairs, int low, int high)
    {
        while (low <= high)
        {
            var (first, second) = Split(low);
            var (last, lastSecond) = Split(high);
            if (first == last)
            {
                pairs.Add($"{Unit(first)}[{Unit(second)}-{Unit(lastSecond)}]");
                return;
            }
            if (second != 0xDC00)
            {
                pairs.Add($"{Unit(first)}[{Unit(second)}-\\uDFFF]");
                low += 0xE000 - second;
                continue;
            }
            var wholeEnd = lastSecond == 0xDFFF ? last : last - 1;
            pairs.Add($"[{Unit(first)}-{Unit(wholeEnd)}][\\uDC00-\\uDFFF]");
            low = 0x10000 + ((wholeEnd + 1 - 0xD800) << 10);
        }
    }

    private static (int High, int Low) Split(int rune) => (0xD800 + ((rune - 0x10000) >> 10), 0xDC00 + ((rune - 0x10000) & 0x3FF));
}
