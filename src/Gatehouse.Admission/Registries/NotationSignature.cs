namespace Gatehouse.Admission.Registries;

/// <summary>An envelope as it lies in a registry.</summary>
/// <param name="MediaType"><c>application/jose+json</c> or <c>application/cose</c>.</param>
public sealed record NotationSignature(string MediaType, ReadOnlyMemory<byte> Envelope);
