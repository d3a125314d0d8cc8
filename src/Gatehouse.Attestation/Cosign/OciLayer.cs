using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Attestation.Cosign;

/// <summary>One layer of a manifest.</summary>
internal sealed record OciLayer(string MediaType, Digest Digest, ImmutableDictionary<string, string> Annotations);
