namespace Gatehouse.Attestation.Certificates;

/// <summary>What a subject alternative name says.</summary>
public enum AlternativeNameKind
{
    /// <summary>A kind that no identity is matched against.</summary>
    Other,

    /// <summary>rfc822Name: a person.</summary>
    Email,

    /// <summary>dNSName.</summary>
    Dns,

    /// <summary>uniformResourceIdentifier: a workflow or a service.</summary>
    Uri,

    /// <summary>The otherName of type 1.3.6.1.4.1.57264.1.7: a user name without a mail domain.</summary>
    UserName,
}
