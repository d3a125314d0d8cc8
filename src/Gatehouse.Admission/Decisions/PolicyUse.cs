namespace Gatehouse.Admission.Decisions;

/// <summary>A policy as it was when it was asked.</summary>
/// <param name="Digest">SHA-256 of its canonical content, as <c>sha256:…</c>.</param>
public sealed record PolicyUse(string Kind, string Namespace, string Name, long Generation, string Digest);
