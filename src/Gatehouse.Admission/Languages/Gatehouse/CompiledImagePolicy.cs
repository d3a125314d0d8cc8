using System.Collections.Immutable;
using Gatehouse.Policy.Images;

namespace Gatehouse.Admission.Languages.Gatehouse;

/// <param name="Needs">Of an image that it is for.</param>
/// <param name="Notes">What it names and is not there; told with a refusal.</param>
internal sealed record CompiledImagePolicy(PolicyDocument<ImagePolicy> Document, FactNeeds Needs, ImmutableArray<string> Notes);
