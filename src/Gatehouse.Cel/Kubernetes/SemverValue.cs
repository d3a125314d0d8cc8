using System.Globalization;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>A semantic version, <c>kubernetes.Semver</c> (semver.org 2.0.0), read as strictly as the library that the API server uses.</summary>
internal sealed class SemverValue : OpaqueValue
{
    public static readonly CelType SemverType = CelType.Opaque("kubernetes.Semver");

    private readonly string[] _prerelease;
    private readonly string _text;

    private SemverValue(ulong major, ulong minor, ulong patch, string[] prerelease, string text)
    {
        Major = major;
        Minor = minor;
        Patch = patch;
        _prerelease = prerelease;
        _text = text;
    }

    public ulong Major { get; }

    public ulong Minor { get; }

    public ulong Patch { get; }

    public override CelType Type => SemverType;

    public override bool EqualTo(OpaqueValue other) => CompareTo((SemverValue)other) == 0;

    public override string ToString() => _text;

    /// <summary>Drops a leading v, leading zeros, and fills in missing parts before parsing.</summary>
    public static bool TryParseNormalized(string text, out SemverValue version, out string problem)
    {
        version = null!;
        var parts = (text.StartsWith('v') ? text[1..] : text).Split('.', 3);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 1)
            {
                var trimmed = parts[i].TrimStart('0');
                parts[i] = trimmed.Length == 0 || !char.IsAsciiDigit(trimmed[0]) ? $"0{trimmed}" : trimmed;
            }
        }
        if (parts.Length < 3 && parts[^1].AsSpan().ContainsAny('+', '-'))
        {
            problem = "short version cannot contain PreRelease/Build meta data";
            return false;
        }
        return TryParse(string.Join('.', parts.Concat(Enumerable.Repeat("0", 3 - parts.Length))), out version, out problem);
    }

    public static bool TryParse(string text, out SemverValue version, out string problem)
    {
        version = null!;
        if (text.Length == 0)
        {
            problem = "Version string empty";
            return false;
        }
        var parts = text.Split('.', 3);
        if (parts.Length != 3)
        {
            problem = "No Major.Minor.Patch elements found";
            return false;
        }
        var (patch, build, prerelease) = (parts[2], default(string[]), default(string[]));
        if (patch.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus)
        {
            (patch, build) = (patch[..plus], patch[(plus + 1)..].Split('.'));
        }
        if (patch.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash)
        {
            (patch, prerelease) = (patch[..dash], patch[(dash + 1)..].Split('.'));
        }
        if (!TryNumber(parts[0], "Major", out var major, out problem) || !TryNumber(parts[1], "Minor", out var minor, out problem) || !TryNumber(patch, "Patch", out var patchNumber, out problem))
        {
            return false;
        }
        problem = ProblemOfPrerelease(prerelease ?? []) ?? ProblemOfBuild(build ?? []) ?? "";
        version = new(major, minor, patchNumber, prerelease ?? [], text);
        return problem.Length == 0;
    }

    private static bool TryNumber(string text, string part, out ulong number, out string problem)
    {
        number = 0;
        problem = text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9') ? $"Invalid character(s) found in {part.ToLowerInvariant()} number {TextLibrary.Quote(text)}"
            : text.Length > 1 && text[0] == '0' ? $"{part} number must not contain leading zeroes {TextLibrary.Quote(text)}"
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? ""
            : $"strconv.ParseUint: parsing {TextLibrary.Quote(text)}: value out of range";
        return problem.Length == 0;
    }

    private static string? ProblemOfPrerelease(string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Length == 0)
            {
                return "Prerelease is empty";
            }
            if (!IsIdentifier(identifier))
            {
                return $"Invalid character(s) found in prerelease {TextLibrary.Quote(identifier)}";
            }
            if (identifier.Length > 1 && identifier[0] == '0' && IsNumeric(identifier))
            {
                return $"Numeric PreRelease version must not contain leading zeroes {TextLibrary.Quote(identifier)}";
            }
        }
        return null;
    }

    private static string? ProblemOfBuild(string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Length == 0)
            {
                return "Build meta data is empty";
            }
            if (!IsIdentifier(identifier))
            {
                return $"Invalid character(s) found in build meta data {TextLibrary.Quote(identifier)}";
            }
        }
        return null;
    }

    private static bool IsIdentifier(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsNumeric(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    public int CompareTo(SemverValue other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0 || (_prerelease.Length == 0 && other._prerelease.Length == 0))
        {
            return Math.Sign(order);
        }
        if (_prerelease.Length == 0 || other._prerelease.Length == 0)
        {
            return _prerelease.Length == 0 ? 1 : -1;
        }
        for (var i = 0; i < Math.Min(_prerelease.Length, other._prerelease.Length); i++)
        {
            order = CompareIdentifiers(_prerelease[i], other._prerelease[i]);
            if (order != 0)
            {
                return order;
            }
        }
        return _prerelease.Length.CompareTo(other._prerelease.Length);
    }

    private static int CompareIdentifiers(string left, string right) => (IsNumeric(left), IsNumeric(right)) switch
    {
        (true, true) => left.Length != right.Length ? left.Length.CompareTo(right.Length) : Math.Sign(string.CompareOrdinal(left, right)),
        (true, false) => -1,
        (false, true) => 1,
        _ => Math.Sign(string.CompareOrdinal(left, right)),
    };
}
