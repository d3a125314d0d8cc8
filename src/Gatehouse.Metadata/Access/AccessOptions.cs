using System.ComponentModel.DataAnnotations;
using Gatehouse.Access.Policies;
using Gatehouse.Metadata.Access.Authentication;
using Gatehouse.Metadata.Access.Tokens;

namespace Gatehouse.Metadata.Access;

/// <summary>Section <c>access</c>: who may do what, and how they prove who they are.</summary>
public sealed class AccessOptions
{
    /// <summary>
    /// What a caller without any permission on a project is told of it and of all in it: true for NOT_FOUND, false for PERMISSION_DENIED. Either way the
    /// answer is the same whether the resource exists or not. Default true.
    /// </summary>
    public bool OutsidersSeeNotFound { get; set; } = true;

    /// <summary>Longest time a policy or token that another replica changed may still count here, in milliseconds. Default and most: 1,000.</summary>
    [Range(0, 1_000)]
    public int StaleMilliseconds { get; set; } = 1_000;

    /// <summary>Most policies, and most tokens, kept in memory. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int CacheEntries { get; set; } = 10_000;

    /// <summary>Most policies of single notes and occurrences in one project that a list looks through. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int ItemPolicies { get; set; } = 10_000;

    /// <summary>Most refusals waiting to be written to the audit; further ones are counted and dropped. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int RefusalQueue { get; set; } = 10_000;

    public PolicyLimits Policies { get; set; } = new();

    public TokenOptions Tokens { get; set; } = new();

    /// <summary>OpenID Connect issuers whose tokens are accepted.</summary>
    public IList<IssuerOptions> Issuers { get; set; } = [];

    public ClientCertificateOptions ClientCertificates { get; set; } = new();
}
