using System.Text.Json;

namespace Gatehouse.Admission.Plugins;

/// <summary>What a plugin may look at of a request (<c>admission.k8s.io/v1</c>, <c>AdmissionRequest</c>).</summary>
public sealed record AdmissionAttributes
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Of the resource; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>Plural, for example <c>deployments</c>.</summary>
    public required string Resource { get; init; }

    public string Kind { get; init; } = "";

    /// <summary>Empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Empty for objects without one; of a namespace its own name.</summary>
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string UserName { get; init; } = "";

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Null on DELETE.</summary>
    public JsonElement? Object { get; init; }

    /// <summary>Null on CREATE and CONNECT.</summary>
    public JsonElement? OldObject { get; init; }

    public bool Is(string group, string resource) => Group == group && Resource == resource;

    /// <summary>The resource as messages spell it: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string QualifiedResource => Group.Length == 0 ? Resource : $"{Resource}.{Group}";
}
