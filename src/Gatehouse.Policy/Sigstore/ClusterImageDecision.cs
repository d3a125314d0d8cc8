using System.Collections.Immutable;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Sigstore;

/// <summary>What all cluster image policies say of an image.</summary>
/// <param name="Verdict">What refuses.</param>
/// <param name="Warnings">What would, in policies that only warn.</param>
public sealed record ClusterImageDecision(Verdict Verdict, ImmutableArray<Violation> Warnings);
