using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A check of the Pod Security Standards through all versions.</summary>
/// <param name="Overrides">A check of the baseline that need not run where this one does; empty for none.</param>
/// <param name="Remedy">What satisfies it.</param>
internal sealed record PodCheck(string Id, SecurityLevel Level, string Overrides, string Remedy, params ImmutableArray<CheckVersion> Versions);
