namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Numbers of the unknown fields in which stored v1 messages keep what only v1beta1 has. They are in the range that the protocol buffers project leaves to
/// the inner use of an organisation (50000 to 99999), and are part of the stored format: see <c>docs/decisions/0004-v1beta1-mapping.md</c>.
/// </summary>
internal static class ReservedFields
{
    /// <summary>Bytes: a message of the v1beta1 type that corresponds to the holder, with only the fields the holder has no place for.</summary>
    public const int Remainder = 50_001;

    /// <summary>Varint: the v1beta1 message lacked its wrapper at this depth (1 is the outermost), as in <c>deployment: {}</c> for <c>deployment: {deployment: {}}</c>.</summary>
    public const int AbsentWrapper = 50_002;

    /// <summary>Bytes: a <c>PgpSignedAttestation</c> without its signature; the attestation was made as one.</summary>
    public const int PgpSignedAttestation = 50_003;

    public static bool Contains(int number) => number is Remainder or AbsentWrapper or PgpSignedAttestation;
}
