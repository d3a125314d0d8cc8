using Gatehouse.Policy.Images;

namespace Gatehouse.Admission.Languages.Gatehouse;

/// <param name="Needs">Of an image that it is for.</param>
internal sealed record CompiledImagePolicy(PolicyDocument<ImagePolicy> Document, FactNeeds Needs);
