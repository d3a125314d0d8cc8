using System.Collections.Immutable;

namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// Whose signature is wanted. Both who and, with certificates of Fulcio, according to which identity provider: the same name at another provider is somebody else.
/// </summary>
/// <param name="Issuer">Of the identity provider's URL.</param>
/// <param name="Subject">Of any one subject alternative name.</param>
public sealed record CertificateIdentity(TextMatch Issuer, TextMatch Subject)
{
    /// <summary>Further claims, all of which have to be there and hold. Identifiers survive renaming, names can be registered again by others.</summary>
    public ImmutableDictionary<FulcioClaim, TextMatch> Claims { get; init; } = ImmutableDictionary<FulcioClaim, TextMatch>.Empty;

    /// <summary>What of a certificate is not as wanted.</summary>
    /// <returns>Null when all is.</returns>
    public string? Explain(Certificate certificate, FulcioClaims claims) =>
        ExplainClaim(claims, FulcioClaim.Issuer, Issuer)
        ?? (certificate.AlternativeNames.Any(n => n.Kind != AlternativeNameKind.Other && Subject.Covers(n.Value))
            ? null
            : $"the certificate is for {Names(certificate)}, wanted is {Subject}")
        ?? Claims.Select(c => ExplainClaim(claims, c.Key, c.Value)).FirstOrDefault(r => r is not null);

    private static string? ExplainClaim(FulcioClaims claims, FulcioClaim claim, TextMatch wanted) =>
        claims[claim] is not { } value ? $"the certificate does not state {claim}, wanted is {wanted}"
        : wanted.Covers(value) ? null
        : $"the certificate states {claim} as {value}, wanted is {wanted}";

    private static string Names(Certificate certificate) =>
        certificate.AlternativeNames.IsEmpty ? "nobody" : string.Join(", ", certificate.AlternativeNames.Select(n => n.Value));
}
