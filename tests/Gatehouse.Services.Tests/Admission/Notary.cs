using System.Security.Cryptography;
using System.Text;
using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Somebody who attests images with a key of their own.</summary>
internal sealed class Notary(string name)
{
    private const string KeyId = "https://keys.shop.example/1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>As Kritis's authority in the namespace <c>production</c>.</summary>
    public string Authority => $$"""
        ---
        apiVersion: kritis.grafeas.io/v1beta1
        kind: AttestationAuthority
        metadata: {name: {{name}}, namespace: production}
        spec:
          noteReference: projects/shop/notes/{{name}}
          publicKeys: [{keyType: PKIX, keyId: "{{KeyId}}", pkixPublicKey: {signatureAlgorithm: ECDSA_P256_SHA256, publicKeyPem: {{Pem}} } }]

        """;

    /// <summary>As an attestor of Binary Authorization.</summary>
    public string Attestor => $$"""
        name: projects/shop/attestors/{{name}}
        userOwnedGrafeasNote:
          noteReference: projects/shop/notes/{{name}}
          publicKeys: [{id: "{{KeyId}}", pkixPublicKey: {signatureAlgorithm: ECDSA_P256_SHA256, publicKeyPem: {{Pem}} } }]

        """;

    private string Pem => System.Text.Json.Nodes.JsonValue.Create(_key.ExportSubjectPublicKeyInfoPem()).ToJsonString();

    /// <param name="recordedAs">The image that the record says it is about, when it is not the one that is signed.</param>
    public Occurrence Attest(string image, string? recordedAs = null)
    {
        var reference = ImageReference.Parse(image);
        var payload = Encoding.UTF8.GetBytes(
            $$$"""{"critical":{"identity":{"docker-reference":"{{{reference.Name}}}"},"image":{"docker-manifest-digest":"{{{reference.Digest}}}"},"type":"atomic container signature"}}""");
        return new()
        {
            ResourceUri = "https://" + (recordedAs ?? image),
            NoteName = $"projects/shop/notes/{name}",
            Kind = NoteKind.Attestation,
            Attestation = new()
            {
                SerializedPayload = ByteString.CopyFrom(payload),
                Signatures = { new Signature { PublicKeyId = KeyId, Signature_ = ByteString.CopyFrom(_key.SignData(payload, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)) } },
            },
        };
    }
}
