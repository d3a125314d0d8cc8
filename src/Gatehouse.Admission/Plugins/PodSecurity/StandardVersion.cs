using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A version of the Pod Security Standards: <c>latest</c> or <c>v1.N</c>. Any number is valid; those not known yet mean the newest known.</summary>
public readonly partial record struct StandardVersion
{
    private readonly int? _minor;

    private StandardVersion(int minor) => _minor = minor;

    public static StandardVersion Latest => default;

    /// <summary><see cref="int.MaxValue"/> for the latest.</summary>
    public int Minor => _minor ?? int.MaxValue;

    public static bool TryParse(string text, out StandardVersion version)
    {
        version = Latest;
        if (text == "latest")
        {
            return true;
        }

        var isValid = Form.IsMatch(text) & int.TryParse(text.AsSpan(Math.Min(3, text.Length)), CultureInfo.InvariantCulture, out var minor);
        version = isValid ? new(minor) : Latest;
        return isValid;
    }

    public override string ToString() => _minor is { } minor ? $"v1.{minor}" : "latest";

    [GeneratedRegex(@"\Av1\.(0|[1-9][0-9]*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }
}
