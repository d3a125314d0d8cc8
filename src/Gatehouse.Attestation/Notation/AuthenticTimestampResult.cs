using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;

namespace Gatehouse.Attestation.Notation;

/// <param name="Failures">Empty when the validation passed.</param>
/// <param name="SignedBy">The latest instant at which the signature was made, by a trusted clock; null when nobody trusted saw it.</param>
/// <param name="AuthorityChain">Of the timestamp authority, leaf first; empty when no token was verified.</param>
public sealed record AuthenticTimestampResult(ImmutableArray<Verification.Failure> Failures, DateTimeOffset? SignedBy, ImmutableArray<Certificate> AuthorityChain)
{
    public bool Passed => Failures.IsEmpty;
}
