namespace Gatehouse.Cel.Kubernetes;

/// <summary>What an expression asks of the authorizer: a verb on a path, or on a resource. <see cref="ServiceAccount"/> is null for the requesting user.</summary>
public sealed record AuthorizationQuery
{
    public string Verb { get; init; } = "";

    /// <summary>Set for a path; null for a resource.</summary>
    public string? Path { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public string LabelSelector { get; init; } = "";

    /// <summary>Namespace and name of the service account to check instead of the user.</summary>
    public (string Namespace, string Name)? ServiceAccount { get; init; }
}
