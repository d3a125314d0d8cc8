using Gatehouse.Admission.Reviews;
using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Judging;

/// <summary>Whether a review breaks the glass, and may.</summary>
/// <param name="Reason">As given.</param>
internal readonly record struct BreakGlass(bool IsAsked, bool IsAllowed, string Reason)
{
    public static BreakGlass Of(AdmissionReview review, BreakGlassOptions options)
    {
        var isListed = options.Anybody || options.Users.Contains(review.UserName) || review.Groups.Any(options.Groups.Contains);
        if (BinaryAuthorizationGate.IsGlassBroken(review.Labels, review.Annotations))
        {
            return new(true, isListed, "break-glass of Binary Authorization");
        }

        if (!review.Annotations.TryGetValue(KritisGate.BreakGlassAnnotation, out var reason))
        {
            return default;
        }

        var isMeant = options.Anybody || (reason.Trim().Length > 0 && reason != "false");
        return new(isMeant, isMeant && isListed, reason);
    }
}
