using System.Collections.Immutable;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Manifests.Edges;

/// <summary>Answer to <c>POST /v1/manifests:apply</c>: what each document did, in the order of the file.</summary>
/// <param name="Warnings">What its author should know of it, as <c>FILE:LINE:COLUMN: FIELD: message</c>.</param>
public sealed record ApplyAnswer(bool DryRun, ImmutableArray<ManifestChange> Manifests, ImmutableArray<string> Warnings);
