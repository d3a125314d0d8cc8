namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Section <c>access.clientCertificates</c>: callers that prove who they are by mutual TLS.</summary>
public sealed class ClientCertificateOptions
{
    /// <summary>PEM file with the authorities that may issue client certificates; empty to take none.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Asks the authorities whether a certificate was revoked; one of which that cannot be learnt is refused. Default false: many private authorities publish nothing.</summary>
    public bool CheckRevocation { get; set; }

    internal IEnumerable<string> FindMistakes()
    {
        if (AuthorityFile.Length > 0 && PemAuthorities.FindMistake(AuthorityFile) is { } mistake)
        {
            yield return $"authorityFile {mistake}";
        }
    }
}
