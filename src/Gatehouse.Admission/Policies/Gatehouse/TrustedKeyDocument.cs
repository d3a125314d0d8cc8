using Gatehouse.Attestation.Keys;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>A public key by a name of its own.</summary>
public sealed record TrustedKeyDocument(string Name, PublicKey Key, bool IsRevoked);
