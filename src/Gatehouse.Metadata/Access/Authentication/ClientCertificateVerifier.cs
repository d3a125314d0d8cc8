using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Access;
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

    /// <returns>Who the certificate proves; null when it proves nothing, with the reason in the log. The address is empty.</returns>
    public Caller? Verify(X509Certificate2 certificate)
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
            CertificateRefused(certificate.Subject, string.Join(", ", chain.ChainStatus.Select(s => s.Status)));
            return null;
        }

        var principal = FindUri(certificate) is { } uri ? $"principal:{uri}" : $"principal://certificate/{certificate.GetNameInfo(X509NameType.SimpleName, false)}";
        if (Member.FindMistake(principal) is { } mistake)
        {
            CertificateRefused(certificate.Subject, mistake);
            return null;
        }

        return new(principal, [], "", []);
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
