using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Facts;

/// <param name="Revision">As of which they were read.</param>
/// <param name="Until">They are not used from then on.</param>
internal sealed record CachedFacts(ImageFacts Facts, long Revision, DateTimeOffset Until);
