using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins;

/// <summary>What a plugin says about a request.</summary>
public sealed record PluginAnswer
{
    public static readonly PluginAnswer Admitted = new();

    /// <summary>Null when the plugin admits.</summary>
    public PluginRefusal? Refusal { get; init; }

    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>By whole key, as <c>pod-security.kubernetes.io/enforce-policy</c>.</summary>
    public ImmutableDictionary<string, string> AuditAnnotations { get; init; } = ImmutableDictionary<string, string>.Empty;
}
