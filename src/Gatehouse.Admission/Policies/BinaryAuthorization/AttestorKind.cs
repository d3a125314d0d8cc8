using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Artifacts.Names;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Policies.BinaryAuthorization;

/// <summary>An attestor of Binary Authorization. Unlike Kritis's its PGP keys are the armored text itself.</summary>
public sealed partial class AttestorKind : PolicyKind<Attestor>
{
    public const string Name = "BinaryAuthorizationAttestor";
    public const string NameForm = "projects/PROJECT/attestors/ATTESTOR";
    private const string PgpField = "asciiArmoredPgpPublicKey";
    private const string PkixField = "pkixPublicKey";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => [];

    public static bool IsName(string text) => AttestorName.IsMatch(text);

    public override ManifestKey? FindNativeKey(ManifestNode.Mapping document) =>
        BinaryAuthorizationDocuments.HasAny(document, "userOwnedGrafeasNote", "userOwnedDrydockNote")
            ? BinaryAuthorizationDocuments.KeyOf(Name, BinaryAuthorizationDocuments.TextOf(document, "name"))
            : null;

    protected override Attestor? Read(ManifestKey key, FieldReader root)
    {
        var name = BinaryAuthorizationDocuments.ReadName(root, AttestorName, NameForm);
        BinaryAuthorizationDocuments.IgnoreOutput(root);
        if (root.Mapping("userOwnedGrafeasNote", "userOwnedDrydockNote") is not { } owned)
        {
            root.Error("userOwnedGrafeasNote", "{noteReference, publicKeys} is expected");
            return null;
        }

        var isNote = NoteName.TryParse(owned.Text("noteReference"), out var note);
        if (!isNote)
        {
            owned.Error("noteReference", $"a note is expected, {NoteName.Form}");
        }

        owned.Ignore("delegationServiceAccountEmail");
        var keys = owned.Mappings("publicKeys").Select(ReadKey).OfType<AttestorKey>().ToImmutableArray();
        if (!owned.Has("publicKeys") || keys.IsEmpty)
        {
            owned.Warn("publicKeys", "an attestor without public keys can never attest an image");
        }

        owned.Finish();
        return isNote ? new(name, note.ToString(), keys) : null;
    }

    private static AttestorKey? ReadKey(FieldReader entry)
    {
        var id = entry.Text("id") ?? "";
        entry.Ignore("comment");
        var armored = entry.Text(PgpField) ?? "";
        var pkix = entry.Mapping(PkixField);
        if ((armored.Length > 0) == (pkix is not null))
        {
            entry.Error(PkixField, $"exactly one of {PgpField} and {PkixField} is expected");
            pkix?.Ignore("publicKeyPem", "signatureAlgorithm", "keyId");
            pkix?.Finish();
            entry.Finish();
            return null;
        }

        AttestorKey? key = pkix is null ? KeyFields.ReadPgp(entry, PgpField, armored) : ReadPkix(entry, pkix, id);
        entry.Finish();
        return key;
    }

    private static AttestorKey.Pkix? ReadPkix(FieldReader entry, FieldReader pkix, string id)
    {
        var inner = pkix.Text("keyId") ?? "";
        if (id.Length > 0 && !KeyFields.IsUri(id))
        {
            entry.Error("id", "the id of a PKIX key is a URI (RFC 3986), or left out");
        }

        if (id.Length > 0 && inner.Length > 0 && id != inner)
        {
            pkix.Error("keyId", $"differs from id, \"{id}\"");
        }

        return KeyFields.ReadPkix(pkix, id.Length > 0 ? id : inner);
    }

    [GeneratedRegex(@"^projects/[^/]+/attestors/[^/]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex AttestorName { get; }
}
