using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gatehouse.Attestation.Notation;

/// <summary><c>type:name</c>, for example <c>ca:acme-rockets</c>. The name is fit for a folder: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</summary>
public readonly partial record struct TrustStoreName(TrustStoreType Type, string Name)
{
    public static bool TryParse(string text, out TrustStoreName name)
    {
        var colon = text.IndexOf(':');
        TrustStoreType? type = colon < 0 ? null : text[..colon] switch
        {
            "ca" => TrustStoreType.CertificateAuthority,
            "signingAuthority" => TrustStoreType.SigningAuthority,
            "tsa" => TrustStoreType.TimestampAuthority,
            _ => null,
        };
        var rest = text[(colon + 1)..];
        name = type is { } known && rest is not ("." or "..") && NamePattern.IsMatch(rest) ? new(known, rest) : default;
        return name.Name is not null;
    }

    public override string ToString() => Type switch
    {
        TrustStoreType.CertificateAuthority => "ca:",
        TrustStoreType.SigningAuthority => "signingAuthority:",
        TrustStoreType.TimestampAuthority => "tsa:",
        _ => throw new UnreachableException(),
    } + Name;

    [GeneratedRegex(@"^[a-zA-Z0-9_.-]{1,255}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern { get; }
}
