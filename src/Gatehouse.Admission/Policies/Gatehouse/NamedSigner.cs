using System.Collections.Immutable;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>An entry of <c>signedBy</c>.</summary>
/// <param name="TrustedKeys">Names of documents whose keys count too.</param>
internal sealed record NamedSigner(SignerTerms Terms, ImmutableArray<string> TrustedKeys);
