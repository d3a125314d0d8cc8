using Gatehouse.Admission.Reviews;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Judging;

/// <summary>Whether a review breaks the glass, and may.</summary>
/// <param name="Reason">The annotation's value.</param>
internal readonly record struct BreakGlass(bool IsAsked, bool IsAllowed, string Reason)
{
    public static BreakGlass Of(AdmissionReview review, BreakGlassOptions options)
    {
        if (!review.Annotations.TryGetValue(KritisGate.BreakGlassAnnotation, out var reason))
        {
            return default;
        }

        var isListed = options.Users.Contains(review.UserName) || review.Groups.Any(options.Groups.Contains);
        var isMeant = reason.Trim().Length > 0 && reason != "false";
        return new(isMeant || options.Anybody, options.Anybody || (isListed && isMeant), reason);
    }
}
