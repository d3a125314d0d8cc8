using System.ComponentModel.DataAnnotations;
using Gatehouse.Admission.Languages;
using Gatehouse.Policy.Sigstore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Judging;

/// <summary>How the admission gate behaves. Section <c>admission</c> of gatehouse.yaml.</summary>
public sealed class AdmissionOptions
{
    /// <summary>What happens when policies or facts cannot be read, or the decision cannot be kept; default <see cref="FailureMode.Closed"/>.</summary>
    public FailureMode FailureMode { get; set; } = FailureMode.Closed;

    /// <summary>What happens to an image that a policy judges and nobody has scanned; default <see cref="UnscannedImages.Warn"/>, as Kritis has no rule against it.</summary>
    public UnscannedImages UnscannedImages { get; set; } = UnscannedImages.Warn;

    /// <summary>Repositories (<c>REGISTRY/PATH</c>) that no policy judges, whatever tag or digest; none by default.</summary>
    public IList<string> ExemptRepositories { get; } = [];

    /// <summary>This cluster, <c>LOCATION.CLUSTER</c>, for the cluster rules of Binary Authorization policies; empty by default, so that none applies.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>Images (patterns of Binary Authorization) that pass where a Binary Authorization policy enables the system policy; none by default.</summary>
    public IList<string> SystemImages { get; } = [];

    /// <summary>What a violation of a platform policy of Binary Authorization leads to; default <see cref="EnforcementMode.Warn"/>, as Google reports and does not refuse by them.</summary>
    public EnforcementMode PlatformPolicies { get; set; } = EnforcementMode.Warn;

    /// <summary>What happens to an image that no cluster image policy is for, once there is one; default <see cref="NoMatchPolicy.Allow"/>.</summary>
    public NoMatchPolicy ImagesWithoutClusterPolicy { get; set; } = NoMatchPolicy.Allow;

    /// <summary>How long what was found out of an image may be used again in seconds, 0 for never; changes of its records count at once whatever it is; default 30.</summary>
    [Range(0, 86_400)]
    public int FactSeconds { get; set; } = 30;

    /// <summary>Time for one review in milliseconds; keep it below the webhook's <c>timeoutSeconds</c>; default 4000.</summary>
    [Range(50, 30_000)]
    public int ReviewTimeoutMilliseconds { get; set; } = 4_000;

    public BreakGlassOptions BreakGlass { get; } = new();

    [ValidateObjectMembers]
    public AdmissionLimits Limits { get; } = new();
}
