namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>A request as policies see it (<c>admission.k8s.io/v1</c>, <c>AdmissionRequest</c>). Objects are JSON that is not changed while the request is judged.</summary>
public sealed record PolicyRequest
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>What the objects are of.</summary>
    public required GroupVersionKind Kind { get; init; }

    public required GroupVersionResource Resource { get; init; }

    /// <summary>What the client asked for, where that was another version; null for <see cref="Kind"/>.</summary>
    public GroupVersionKind? RequestKind { get; init; }

    /// <summary>Likewise of <see cref="Resource"/>.</summary>
    public GroupVersionResource? RequestResource { get; init; }

    /// <summary>Empty for the object itself.</summary>
    public string SubResource { get; init; } = "";

    /// <summary>Empty where the API server has made up none yet, and for each object of a deleted collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty for objects without one; of a namespace its own name.</summary>
    public string Namespace { get; init; } = "";

    public PolicyUser User { get; init; } = new();

    public bool IsDryRun { get; init; }

    /// <summary><c>CreateOptions</c> and its kin; empty for none.</summary>
    public ReadOnlyMemory<byte> Options { get; init; }

    /// <summary>Empty on DELETE.</summary>
    public ReadOnlyMemory<byte> Object { get; init; }

    /// <summary>Empty on CREATE and CONNECT.</summary>
    public ReadOnlyMemory<byte> OldObject { get; init; }
}
