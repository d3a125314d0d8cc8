using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>
/// A name as trust policies write it (RFC 4514, with <c>,</c> or <c>;</c> between attributes) or as a certificate holds it. Types are in capitals, <c>S</c> is
/// <c>ST</c>; the order of attributes does not matter; each type occurs once.
/// </summary>
public sealed class DistinguishedName
{
    private readonly ImmutableSortedDictionary<string, string> _attributes;

    internal DistinguishedName(ImmutableSortedDictionary<string, string> attributes) => _attributes = attributes;

    public static Outcome<DistinguishedName> Parse(string text) => DistinguishedNameParser.Parse(text);

    /// <param name="der">A Name (RFC 5280 section 4.1.2.4).</param>
    public static Outcome<DistinguishedName> FromDer(ReadOnlyMemory<byte> der) => DistinguishedNameReader.Read(der);

    /// <returns>Null when the name does not have the attribute.</returns>
    public string? Find(string type) => _attributes.GetValueOrDefault(type.ToUpperInvariant());

    /// <summary>Whether every attribute of this name stands in the other with the very same value.</summary>
    public bool IsPartOf(DistinguishedName other) => _attributes.All(a => other._attributes.TryGetValue(a.Key, out var value) && value == a.Value);

    public override string ToString() => string.Join(", ", _attributes.Select(a => $"{a.Key}={Escape(a.Value)}"));

    private static string Escape(string value)
    {
        var escaped = string.Concat(value.Select(c => c switch
        {
            ',' or ';' or '\\' or '"' or '+' or '<' or '>' or '=' => $"\\{c}",
            _ when char.IsControl(c) => string.Concat(System.Text.Encoding.UTF8.GetBytes([c]).Select(b => $"\\{b:X2}")),
            _ => c.ToString(),
        }));
        escaped = escaped.StartsWith(' ') || escaped.StartsWith('#') ? "\\" + escaped : escaped;
        return value.Length > 1 && value.EndsWith(' ') ? escaped[..^1] + "\\ " : escaped;
    }
}
