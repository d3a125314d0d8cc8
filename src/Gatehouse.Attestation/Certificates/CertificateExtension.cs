namespace Gatehouse.Attestation.Certificates;

/// <summary>One extension of a certificate (RFC 5280 section 4.1).</summary>
/// <param name="Oid">Dotted decimal object identifier.</param>
/// <param name="Value">What the OCTET STRING holds.</param>
public sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value);
