namespace Gatehouse.Admission.Plugins;

/// <summary>One reason against a request.</summary>
/// <param name="RuleId">Stable, <c>PLUGIN/RULE</c>.</param>
/// <param name="Field">The first offending field, as <c>spec.containers[0].securityContext.privileged</c>.</param>
/// <param name="Detail">This case: the offenders and what was expected.</param>
/// <param name="Remedy">What would satisfy it.</param>
public sealed record PluginViolation(string RuleId, string Field, string Detail, string Remedy);
