using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins;

/// <summary>Why a plugin refuses, with the status that a Kubernetes API server would answer.</summary>
/// <param name="Code">HTTP: 403, 422 or 429.</param>
/// <param name="Reason">As <c>metav1.Status.reason</c> spells it.</param>
/// <param name="Message">The whole text; exactly that of Kubernetes for Kubernetes' own plugins.</param>
public sealed record PluginRefusal(int Code, string Reason, string Message, ImmutableArray<PluginViolation> Violations)
{
    /// <summary>403: <c>pods "x" is forbidden: …</c>.</summary>
    public static PluginRefusal Forbidden(AdmissionAttributes request, string message, ImmutableArray<PluginViolation> violations) =>
        new(403, "Forbidden", $"{request.QualifiedResource}{(request.Name.Length == 0 ? "" : $" \"{request.Name}\"")} is forbidden: {message}", violations);

    /// <summary>422: <c>Namespace "x" is invalid: …</c>.</summary>
    /// <param name="errors"><c>FIELD: Invalid value: …</c> each; several are told in brackets.</param>
    public static PluginRefusal Invalid(AdmissionAttributes request, IReadOnlyList<string> errors, ImmutableArray<PluginViolation> violations) =>
        new(422, "Invalid", $"{request.Kind}{(request.Group.Length == 0 ? "" : $".{request.Group}")} \"{request.Name}\" is invalid: {(errors is [var one] ? one : $"[{string.Join(", ", errors)}]")}", violations);
}
