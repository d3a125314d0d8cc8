using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Access.Members;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// Verifies client certificates against the configured authorities only, never those of the machine. The principal is the URI of the subject alternative names
/// (<c>principal:spiffe://…</c>), else the common name (<c>principal://certificate/CN</c>).
/// </summary>
internal sealed partial class ClientCertificateVerifier
{
    /// <summary>Where the principals of certificates without a SPIFFE identity are: <c>principal://certificate/CN</c>.</summary>
    public const string PrincipalHost = "certificate";

    private const string CommonName = "2.5.4.3";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string SubjectAlternativeName = "2.5.29.17";
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private readonly X509Certificate2Collection _authorities = [];
    private readonly ClientCertificateOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientCertificateVerifier> _logger;

    public ClientCertificateVerifier(IOptions<AccessOptions> options, TimeProvider time, ILogger<ClientCertificateVerifier> logger)
    {
        (_options, _time, _logger) = (options.Value.ClientCertificates, time, logger);
        if (IsEnabled)
        {
            _authorities.ImportFromPemFile(_options.AuthorityFile);
        }
    }

    public bool IsEnabled => _options.AuthorityFile.Length > 0;

    /// <returns>Who the certificate proves; the address is empty.</returns>
    public CredentialOutcome Verify(X509Certificate2 certificate)
    {
        try
        {
            return Judge(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return Refuse(certificate, exception.Message);
        }
    }

    private CredentialOutcome Judge(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.RevocationMode = _options.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = !_options.CheckRevocation;
        if (!chain.Build(certificate))
        {
            return Refuse(certificate, string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct()));
        }

        if ((FindUri(certificate) ?? FindCommonName(certificate)) is not { } name)
        {
            return Refuse(certificate, "it has neither one spiffe:// URI nor one common name");
        }

        var principal = $"principal:{name}";
        return Member.FindMistake(principal) is { } mistake ? Refuse(certificate, mistake) : new CredentialOutcome.Proven(new(principal, [], "", []), static _ => ValueTask.FromResult(true));
    }

    private CredentialOutcome.Refused Refuse(X509Certificate2 certificate, string reason)
    {
        CertificateRefused(certificate.Subject, reason);
        return new($"client certificate of \"{certificate.Subject}\": {reason}");
    }

    /// <summary>The one common name. What else a subject says (organisation, e-mail) must not pass for it.</summary>
    private static string? FindCommonName(X509Certificate2 certificate)
    {
        string?[] names =
        [
            .. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(n => !n.HasMultipleElements && n.GetSingleElementType().Value == CommonName)
                .Select(n => n.GetSingleElementValue()),
        ];
        return names is [{ Length: > 0 } name] ? $"//{PrincipalHost}/{name}" : null;
    }

    /// <summary>The one URI of the certificate. With several it would depend on their order who is meant, so that none counts.</summary>
    private static string? FindUri(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == SubjectAlternativeName);
        if (extension is null)
        {
            return null;
        }

        var uris = new List<string>();
        var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(UriTag))
            {
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        // Only SPIFFE identities: a URI of another form could be made to look like a workload of an issuer.
        return uris is [var uri] && uri.StartsWith("spiffe://", StringComparison.Ordinal) ? uri : null;
    }

    [LoggerMessage(1312, LogLevel.Warning, "The client certificate of {Subject} was refused: {Reason}")]
    private partial void CertificateRefused(string subject, string reason);
}
