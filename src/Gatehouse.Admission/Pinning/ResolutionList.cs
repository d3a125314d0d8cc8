using System.Collections.Immutable;

namespace Gatehouse.Admission.Pinning;

/// <param name="NextPageToken">Empty at the end.</param>
public sealed record ResolutionList(ImmutableArray<Resolution> Resolutions, string NextPageToken);
