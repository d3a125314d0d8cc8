using System.Collections.Frozen;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Kritis;

/// <summary>
/// Kritis's admission decision, in its order: kind, owners, break-glass, generic attestation policies, image security policies; both kinds of policy have to be content. Unlike Kritis it
/// tells every violation of every image, and says what the policies think of what was excused from them.
/// </summary>
public static class KritisGate
{
    /// <summary>Its presence counts, whatever its value (<c>pkg/kritis/constants</c>).</summary>
    public const string BreakGlassAnnotation = "kritis.grafeas.io/breakglass";

    private static readonly FrozenSet<string> OwnerKinds = ["Pod", "ReplicaSet", "Deployment"];

    public static KritisDecision Decide(KritisRequest request, Surroundings surroundings, KritisRules rules)
    {
        var excuse = FindExcuse(request, surroundings, rules);
        var judged = excuse is KritisExcuse.Kind ? Verdict.Admitted : Judge(request, surroundings);
        return new(excuse is KritisExcuse.None ? judged : Verdict.Admitted, excuse, judged);
    }

    private static Verdict Judge(KritisRequest request, Surroundings surroundings)
    {
        var attestation = request.GenericAttestationPolicies.IsEmpty ? null : KritisRequirements.Of(request.GenericAttestationPolicies, surroundings);
        var security = ImageSecurityPolicyEvaluator.Evaluate(request.ImageSecurityPolicies, request.Images, surroundings);
        return attestation is null ? security : new([.. request.Images.SelectMany(i => RequirementEvaluator.Evaluate(attestation, "", i, default)), .. security.Violations]);
    }

    private static KritisExcuse FindExcuse(KritisRequest request, Surroundings surroundings, KritisRules rules) => request switch
    {
        _ when rules.JudgedKinds is { } kinds && !kinds.Contains(request.Kind) => KritisExcuse.Kind,
        _ when rules.TrustOwners && AreOwned(request, surroundings) => KritisExcuse.Owners,
        _ when rules.AllowBreakGlass && request.Annotations.ContainsKey(BreakGlassAnnotation) => KritisExcuse.BreakGlass,
        _ => KritisExcuse.None,
    };

    /// <summary>Every owner was found and runs each image, by the same text and with a digest; images that nobody judges may be missing.</summary>
    private static bool AreOwned(KritisRequest request, Surroundings surroundings)
    {
        var exempt = new Repositories(surroundings.ExemptRepositories);
        var images = request.Images.Where(i => !exempt.Matches(i.Image)).ToArray();
        return !request.Owners.IsEmpty && request.Owners.All(o => o.IsFound && OwnerKinds.Contains(o.Kind) && images.All(i => Runs(o, i)));
    }

    private static bool Runs(KritisOwner owner, ImageFacts image) => image.Reference?.Digest is not null && owner.Images.Contains(image.Image);
}
