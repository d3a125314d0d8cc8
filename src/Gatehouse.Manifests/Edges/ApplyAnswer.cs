using System.Collections.Immutable;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Manifests.Edges;

/// <summary>Answer to <c>POST /v1/manifests:apply</c>: what each document did, in the order of the file.</summary>
public sealed record ApplyAnswer(bool DryRun, ImmutableArray<ManifestChange> Manifests);
