using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>A certificate authority of our own, with certificates as tests want them.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly CertificateRevocationListBuilder _revoked = new();

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-30), DateTimeOffset.Now.AddDays(30));
    }

    /// <summary>Its own, which others trust.</summary>
    public X509Certificate2 Certificate { get; }

    public X509Certificate2 IssueForServer()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        return Issue("CN=localhost", ServerAuthentication, names.Build());
    }

    /// <param name="subject">For example <c>CN=scanner</c>.</param>
    public X509Certificate2 IssueForClient(string subject) => Issue(subject, ClientAuthentication);

    public X509Certificate2 IssueExpired(string subject) => Issue(subject, ClientAuthentication, -10, -1);

    /// <summary>A certificate that is for servers, in a client's hands.</summary>
    public X509Certificate2 IssueForTheWrongPurpose(string subject) => Issue(subject, ServerAuthentication);

    /// <summary>One that says where revoked certificates are listed.</summary>
    /// <param name="uris">Uniform resource identifiers of the subject alternative names.</param>
    public X509Certificate2 IssueWithList(string subject, Uri list, params string[] uris)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var uri in uris)
        {
            names.AddUri(new Uri(uri));
        }

        var distribution = CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list.ToString()]);
        return uris.Length == 0 ? Issue(subject, ClientAuthentication, distribution) : Issue(subject, ClientAuthentication, distribution, names.Build());
    }

    public void Revoke(X509Certificate2 certificate) => _revoked.AddEntry(certificate);

    /// <summary>The list of revoked certificates (RFC 5280 section 5).</summary>
    public byte[] RenderList() => _revoked.Build(Certificate, BigInteger.One, DateTimeOffset.Now.AddDays(1), HashAlgorithmName.SHA256, thisUpdate: DateTimeOffset.Now.AddMinutes(-5));

    /// <summary>The authority in PEM, for those who shall trust it.</summary>
    public string WriteTo(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, Certificate.ExportCertificatePem());
        return file;
    }

    public void Dispose() => Certificate.Dispose();

    private X509Certificate2 Issue(string subject, string purpose, params X509Extension[] extensions) => Issue(subject, purpose, -1, 10, extensions);

    private X509Certificate2 Issue(string subject, string purpose, int fromDays, int toDays, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using var issued = request.Create(Certificate, DateTimeOffset.Now.AddDays(fromDays), DateTimeOffset.Now.AddDays(toDays), RandomNumberGenerator.GetBytes(8));
        using var pair = issued.CopyWithPrivateKey(key);
        // Through PKCS #12: a key that lives in memory only is not always offered in a handshake.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }
}
