using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Notation;

namespace Gatehouse.Attestation.Tests.Notation;

/// <summary>A root, a leaf below it, and signatures by the leaf. Valid in the year 2026.</summary>
internal sealed class Signers
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly ArtifactDescriptor Artifact = new("application/vnd.oci.image.manifest.v1+json", "sha256:" + new string('a', 64), 42);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly PrivateKey _key;

    public Signers(Action<CertificateRequest>? change = null, bool withDefaults = true)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Root, O=Acme, ST=WA, C=US", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = rootRequest.CreateSelfSigned(Start, End);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Signer, O=Acme, ST=WA, C=US", leafKey, HashAlgorithmName.SHA256);
        if (withDefaults)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        }
        change?.Invoke(request);
        using var leaf = request.Create(root, Start, End, [1, 2, 3]);
        _key = PrivateKey.FromPem(leafKey.ExportPkcs8PrivateKeyPem()).Value;
        (Root, Leaf) = (Certificate.Parse(root.RawData), Certificate.Parse(leaf.RawData));
    }

    public Certificate Root { get; }

    public Certificate Leaf { get; }

    public TrustStore Store => new(ImmutableDictionary<TrustStoreName, ImmutableArray<Certificate>>.Empty.Add(new(TrustStoreType.CertificateAuthority, "acme"), [Root]));

    public byte[] Sign(EnvelopeFormat format, Func<SignedAttributes, SignedAttributes>? change = null, ArtifactDescriptor? artifact = null)
    {
        var attributes = new SignedAttributes { Scheme = SigningScheme.X509, SigningTime = Now };
        var request = new SigningRequest(format, NotationPayload.Render(artifact ?? Artifact), change?.Invoke(attributes) ?? attributes)
        {
            Key = _key.PublicKey,
            Chain = [Leaf.Raw, Root.Raw],
            SigningAgent = "gatehouse/test",
        };
        return UnsignedEnvelope.Prepare(request).Sign(_key);
    }

    public NotationRequest Request(EnvelopeFormat format, byte[] envelope, string verification = """{"level":"strict"}""", string identity = "*") => new()
    {
        MediaType = format.MediaType(),
        Envelope = envelope,
        Artifact = Artifact,
        Statement = TrustPolicyDocument.Parse(TrustPolicyKind.Oci, System.Text.Encoding.UTF8.GetBytes($$"""
            {"version":"1.0","trustPolicies":[{"name":"p","registryScopes":["*"],"signatureVerification":{{verification}},"trustStores":["ca:acme"],"trustedIdentities":["{{identity}}"]}]}
            """)).Value.FindGlobal()!,
        TrustStore = Store,
        Now = Now,
    };
}
