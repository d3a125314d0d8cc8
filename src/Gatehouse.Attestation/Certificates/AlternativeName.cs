namespace Gatehouse.Attestation.Certificates;

/// <summary>One subject alternative name (RFC 5280 section 4.2.1.6).</summary>
/// <param name="Value">The text of an e-mail address, DNS name, URI or Fulcio user name; hex of the DER of any other kind.</param>
public sealed record AlternativeName(AlternativeNameKind Kind, string Value);
