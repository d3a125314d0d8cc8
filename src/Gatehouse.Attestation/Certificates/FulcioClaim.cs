namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// What Fulcio writes into a certificate of the token it was asked with (sigstore/fulcio, docs/oid-info.md). The value of a member is the last arc of its
/// extension's object identifier.
/// </summary>
public enum FulcioClaim
{
    /// <summary>Deprecated, without a successor: the display name of the workflow.</summary>
    WorkflowName = 4,

    /// <summary>The identity provider (<c>iss</c>).</summary>
    Issuer = 8,

    /// <summary>The workflow definition that signed, with its ref; of a reusable workflow the called one.</summary>
    BuildSignerUri = 9,

    BuildSignerDigest = 10,

    /// <summary><c>github-hosted</c> or <c>self-hosted</c>.</summary>
    RunnerEnvironment = 11,

    SourceRepositoryUri = 12,

    /// <summary>The commit that was built.</summary>
    SourceRepositoryDigest = 13,

    /// <summary>For example <c>refs/heads/main</c>.</summary>
    SourceRepositoryRef = 14,

    /// <summary>Stays the same when the repository is renamed, and is never given to another one.</summary>
    SourceRepositoryIdentifier = 15,

    SourceRepositoryOwnerUri = 16,

    /// <summary>Stays the same when the owner is renamed, and is never given to another one.</summary>
    SourceRepositoryOwnerIdentifier = 17,

    /// <summary>The top-level workflow, with its ref.</summary>
    BuildConfigUri = 18,

    BuildConfigDigest = 19,

    /// <summary>The event that started the build, for example <c>push</c>.</summary>
    BuildTrigger = 20,

    RunInvocationUri = 21,

    /// <summary><c>public</c>, <c>private</c> or <c>internal</c>, when the certificate was issued.</summary>
    SourceRepositoryVisibility = 22,

    DeploymentEnvironment = 23,

    /// <summary>The token's <c>sub</c>.</summary>
    TokenSubject = 24,
}
