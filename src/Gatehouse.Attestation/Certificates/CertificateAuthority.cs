using System.Collections.Immutable;

namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// Whom certificates may come from: a chain whose last certificate is the anchor, and when it was in use. It is configuration, never taken from what is
/// being verified. Thread-safe; the signatures inside the chain are verified once.
/// </summary>
public sealed class CertificateAuthority
{
    private const int MaximumPathLength = 8;
    private readonly Lazy<bool> _isChained;

    /// <param name="chain">From the lowest authority to the anchor; at least one certificate. Lower certificates of the chain may also issue.</param>
    public CertificateAuthority(ImmutableArray<Certificate> chain, ValidityPeriod validity, string name = "")
    {
        if (chain.IsDefaultOrEmpty)
        {
            throw new ArgumentException("an authority has at least one certificate", nameof(chain));
        }

        (Chain, Validity, Name) = (chain, validity, name);
        _isChained = new(() => Enumerable.Range(0, chain.Length - 1).All(i => Issued(chain[i + 1], chain[i])));
    }

    public ImmutableArray<Certificate> Chain { get; }

    public Certificate Anchor => Chain[^1];

    /// <summary>Outside it nothing the authority issued counts, whatever the certificates say.</summary>
    public ValidityPeriod Validity { get; }

    /// <summary>For people; may be empty.</summary>
    public string Name { get; }

    /// <summary>Finds a path of signatures from a certificate to the anchor. Whether it holds for a purpose and a time is another question (<see cref="CertificatePath.Explain(string)"/>).</summary>
    /// <param name="untrusted">Intermediate certificates that came along; used only where they lead to the anchor.</param>
    /// <returns>Null when there is none.</returns>
    public CertificatePath? FindPath(Certificate leaf, IReadOnlyList<Certificate> untrusted)
    {
        if (!_isChained.Value)
        {
            return null;
        }

        List<Certificate> path = [leaf];
        for (var trusted = FindTrusted(path); path.Count <= MaximumPathLength; trusted = FindTrusted(path))
        {
            if (trusted is { } found)
            {
                return new(this, [.. path, .. Chain[found..]]);
            }

            var next = untrusted.FirstOrDefault(c => !path.Contains(c) && Issued(c, path[^1]));
            if (next is null)
            {
                return null;
            }

            path.Add(next);
        }

        return null;
    }

    /// <summary>The place in the chain of the certificate that issued the end of the path; just past the end when that is the anchor itself.</summary>
    private int? FindTrusted(List<Certificate> path)
    {
        var last = path[^1];
        var own = Chain.IndexOf(last);
        if (own >= 0)
        {
            return own + 1;
        }

        for (var i = 0; i < Chain.Length; i++)
        {
            if (Issued(Chain[i], last))
            {
                return i;
            }
        }

        return null;
    }

    private static bool Issued(Certificate issuer, Certificate certificate) =>
        issuer.Subject.Span.SequenceEqual(certificate.Issuer.Span) && CertificateSignature.Verify(certificate, issuer);
}
