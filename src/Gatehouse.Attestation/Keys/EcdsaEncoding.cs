namespace Gatehouse.Attestation.Keys;

/// <summary>How the two numbers of an ECDSA signature are written down.</summary>
public enum EcdsaEncoding
{
    /// <summary>DER <c>SEQUENCE { r INTEGER, s INTEGER }</c> (RFC 3279 section 2.2.3), with nothing after it.</summary>
    Der,

    /// <summary><c>r ‖ s</c>, each left-padded to the size of the field (IEEE P1363, JWS, COSE).</summary>
    Raw,

    /// <summary>DER when it is DER, else raw: for formats that leave it open, as DSSE does.</summary>
    Either,
}
