namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>How the claims of an issuer become a principal.</summary>
public enum IssuerKind
{
    /// <summary>People and services of an identity provider.</summary>
    Generic = 0,

    /// <summary>Jobs of GitHub Actions.</summary>
    GitHub = 1,

    /// <summary>Jobs of GitLab CI.</summary>
    GitLab = 2,

    /// <summary>Service accounts of a Kubernetes cluster.</summary>
    Kubernetes = 3,
}
