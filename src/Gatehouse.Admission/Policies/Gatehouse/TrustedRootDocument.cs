using Gatehouse.Admission.Languages;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <param name="Url">Of the certificate authority that policies know the instance by; empty for none.</param>
public sealed record TrustedRootDocument(string Url, NamedRoot Root);
