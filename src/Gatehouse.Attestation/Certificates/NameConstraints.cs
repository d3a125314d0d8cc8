using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// Which alternative names the certificates below an authority may carry (RFC 5280 section 4.2.1.10). E-mail addresses, DNS names and URIs are compared; a
/// constraint on any other kind refuses every name of that kind, since it cannot be said to hold.
/// </summary>
public sealed class NameConstraints
{
    private const int MaximumSubtrees = 128;
    private static readonly Asn1Tag PermittedTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ExcludedTag = new(TagClass.ContextSpecific, 1);

    private NameConstraints(ImmutableArray<AlternativeName> permitted, ImmutableArray<AlternativeName> excluded) => (Permitted, Excluded) = (permitted, excluded);

    public ImmutableArray<AlternativeName> Permitted { get; }

    public ImmutableArray<AlternativeName> Excluded { get; }

    public bool Allow(AlternativeName name) => !Excluded.Any(c => Covers(c, name, whenUnknown: true)) && IsPermitted(name);

    internal static NameConstraints? Read(CertificateExtension? extension)
    {
        if (extension is null)
        {
            return null;
        }

        var reader = CertificateReader.ReadOnly(extension).ReadSequence();
        var permitted = ReadSubtrees(reader, PermittedTag);
        var excluded = ReadSubtrees(reader, ExcludedTag);
        reader.ThrowIfNotEmpty();
        return new(permitted, excluded);
    }

    private static ImmutableArray<AlternativeName> ReadSubtrees(AsnReader reader, Asn1Tag tag)
    {
        if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(tag))
        {
            return [];
        }

        var list = reader.ReadSequence(tag);
        var subtrees = ImmutableArray.CreateBuilder<AlternativeName>();
        while (list.HasData)
        {
            if (subtrees.Count == MaximumSubtrees)
            {
                throw new FormatException($"a certificate constrains names by more than {MaximumSubtrees} subtrees");
            }

            var subtree = list.ReadSequence();
            subtrees.Add(AlternativeNameReader.ReadName(subtree));
            subtree.ThrowIfNotEmpty(); // minimum and maximum are never used (RFC 5280) and not understood
        }

        return subtrees.ToImmutable();
    }

    private bool IsPermitted(AlternativeName name)
    {
        var ofKind = Permitted.Where(c => c.Kind == name.Kind).ToList();
        return ofKind.Count == 0 || ofKind.Any(c => Covers(c, name, whenUnknown: false));
    }

    private static bool Covers(AlternativeName constraint, AlternativeName name, bool whenUnknown) => constraint.Kind == name.Kind && name.Kind switch
    {
        AlternativeNameKind.Dns => IsWithin(name.Value, constraint.Value.TrimStart('.'), constraint.Value.StartsWith('.')),
        AlternativeNameKind.Email => CoversEmail(constraint.Value, name.Value),
        AlternativeNameKind.Uri => CoversHost(constraint.Value, Uri.TryCreate(name.Value, UriKind.Absolute, out var uri) ? uri.Host : "", whenUnknown),
        _ => whenUnknown,
    };

    private static bool CoversEmail(string constraint, string address)
    {
        var host = address[(address.LastIndexOf('@') + 1)..];
        return constraint.Contains('@') ? string.Equals(constraint, address, StringComparison.OrdinalIgnoreCase) : CoversHost(constraint, host, whenUnknown: false);
    }

    private static bool CoversHost(string constraint, string host, bool whenUnknown) =>
        host.Length == 0 ? whenUnknown
        : constraint.StartsWith('.') ? IsWithin(host, constraint[1..], below: true)
        : string.Equals(constraint, host, StringComparison.OrdinalIgnoreCase);

    private static bool IsWithin(string host, string domain, bool below) =>
        host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase) || domain.Length == 0 || (!below && string.Equals(host, domain, StringComparison.OrdinalIgnoreCase));
}
