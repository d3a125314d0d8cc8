namespace Gatehouse.Attestation.Verification;

/// <summary>Which step of a verification failed, in about the order in which they are taken.</summary>
public enum VerificationStep
{
    /// <summary>Reading the document, envelope, bundle or message.</summary>
    Parse,

    /// <summary>The record fits the attestor, before any cryptography: note, resource, policy.</summary>
    Applicability,

    /// <summary>Choosing a trusted key and seeing whether it may be used.</summary>
    Key,

    /// <summary>The certificate chain, its profile and its transparency timestamps.</summary>
    Certificate,

    /// <summary>Trusted timestamps.</summary>
    Timestamp,

    /// <summary>The transparency log.</summary>
    Log,

    /// <summary>The signature over the bytes.</summary>
    Signature,

    /// <summary>Counting the good signatures against what is required.</summary>
    Threshold,

    /// <summary>Who signed, against who may.</summary>
    Identity,

    /// <summary>Whether key, certificate, signature or token were valid at the instant.</summary>
    Time,

    /// <summary>Revocation of key or certificate.</summary>
    Revocation,

    /// <summary>Reading the signed content, once the signature holds.</summary>
    Payload,

    /// <summary>The signed content against the artifact that is judged.</summary>
    Subject,

    /// <summary>What the content claims against what is expected.</summary>
    Claim,
}
