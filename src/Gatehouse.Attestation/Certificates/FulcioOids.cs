namespace Gatehouse.Attestation.Certificates;

/// <summary>Where Fulcio's claims stand in a certificate. The first six arcs hold bare text and are deprecated, those from 8 a DER UTF8String.</summary>
internal static class FulcioOids
{
    /// <summary>Type of the otherName that holds a user name.</summary>
    public const string UserName = Arc + "7";

    private const string Arc = "1.3.6.1.4.1.57264.1.";

    /// <summary>Null for the one claim that has no current spelling.</summary>
    public static string? Of(FulcioClaim claim) => claim == FulcioClaim.WorkflowName ? null : Arc + (int)claim;

    /// <summary>Null for claims that never had another spelling.</summary>
    public static string? DeprecatedOf(FulcioClaim claim) => claim switch
    {
        FulcioClaim.Issuer => Arc + "1",
        FulcioClaim.BuildTrigger => Arc + "2",
        FulcioClaim.SourceRepositoryDigest => Arc + "3",
        FulcioClaim.WorkflowName => Arc + "4",
        FulcioClaim.SourceRepositoryUri => Arc + "5",
        FulcioClaim.SourceRepositoryRef => Arc + "6",
        _ => null,
    };
}
