namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>One OpenID Connect issuer whose tokens are accepted.</summary>
public sealed class IssuerOptions
{
    /// <summary>Short name; part of the principals of this issuer (<c>principal://NAME/…</c>). Lower-case letters, digits and hyphens.</summary>
    public string Name { get; set; } = "";

    /// <summary>The issuer as its tokens name it, exactly: an https URL.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where its discovery document is. Default: the issuer and <c>/.well-known/openid-configuration</c>.</summary>
    public string Discovery { get; set; } = "";

    public IssuerKind Kind { get; set; }

    /// <summary>A token must be made for one of these. At least one: a token made for somebody else must not work here.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>
    /// GitHub and GitLab: the organisations or top-level groups whose jobs are let in. At least one: the issuer signs tokens for everybody in the world.
    /// </summary>
    public IList<string> Owners { get; set; } = [];

    /// <summary>Generic: <c>email</c> makes <c>user:EMAIL</c> of verified addresses; any other claim makes <c>principal://NAME/VALUE</c>. Default <c>sub</c>.</summary>
    public string PrincipalClaim { get; set; } = "sub";

    /// <summary>Generic: the claim that lists groups, each becoming <c>group:VALUE</c>. Default <c>groups</c>; empty for none.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>Generic with <c>email</c>: only addresses of these domains. At least one: an issuer may speak for its own people only.</summary>
    public IList<string> Domains { get; set; } = [];

    /// <summary>How far clocks may differ, in seconds. Default 30.</summary>
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>PEM file with the authorities of the issuer's own TLS certificate; empty for those of the machine. A cluster's own is in <c>ca.crt</c> of a service account.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>File with a token that the issuer wants to see before it gives its keys, as Kubernetes does; read anew each time. Empty for none.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>
    /// Shortest time in seconds between two fetches of the issuer's keys; default 10, 1 to 3,600. A token with a new key is refused for that long at most, and however
    /// many tokens name keys that do not exist, the issuer is not asked more often.
    /// </summary>
    public int KeyRetrySeconds { get; set; } = 10;

    /// <summary>Whether what is fetched from an address can be believed: over TLS, or from this machine.</summary>
    internal static bool IsTrustworthy(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    internal IEnumerable<string> FindMistakes()
    {
        if (Name == ClientCertificateVerifier.PrincipalHost)
        {
            yield return $"name must not be \"{Name}\": the principals of client certificates are called so";
        }

        if (KeyRetrySeconds is < 1 or > 3_600)
        {
            yield return $"keyRetrySeconds must be 1 to 3600, got {KeyRetrySeconds}";
        }

        if (AuthorityFile.Length > 0 && PemAuthorities.FindMistake(AuthorityFile) is { } authority)
        {
            yield return $"authorityFile {authority}";
        }

        if (TokenFile.Length > 0 && !File.Exists(TokenFile))
        {
            yield return $"tokenFile \"{TokenFile}\" does not exist";
        }

        if (Name.Length == 0 || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"name must be of lower-case letters, digits and hyphens, got \"{Name}\"";
        }

        foreach (var (field, url) in ((string, string)[])[("issuer", Issuer), ("discovery", Discovery.Length == 0 ? "https://x" : Discovery)])
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsTrustworthy(uri))
            {
                yield return $"{field} must be an https URL, got \"{url}\"";
            }
        }

        if (Audiences.Count == 0 || Audiences.Any(string.IsNullOrWhiteSpace))
        {
            yield return "audiences must name at least one audience, and no empty one";
        }

        if (Kind is IssuerKind.GitHub or IssuerKind.GitLab && Owners.Count == 0)
        {
            yield return "owners must name at least one organisation or group: this issuer signs tokens for everybody in the world";
        }

        if (Kind == IssuerKind.Generic && PrincipalClaim == "email" && Domains.Count == 0)
        {
            yield return "domains must name at least one domain when principalClaim is email";
        }

        if (ClockSkewSeconds is < 0 or > 300)
        {
            yield return $"clockSkewSeconds must be 0 to 300, got {ClockSkewSeconds}";
        }
    }
}
