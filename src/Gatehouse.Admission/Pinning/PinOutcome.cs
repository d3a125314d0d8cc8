using System.Collections.Immutable;
using Gatehouse.Admission.Reviews;

namespace Gatehouse.Admission.Pinning;

/// <summary>What becomes of an object whose images are pinned.</summary>
/// <param name="Warnings">Why images stay as they are.</param>
internal sealed record PinOutcome(AdmissionReview Review, ImmutableArray<ImagePin> Pins, ImmutableArray<string> Warnings);
