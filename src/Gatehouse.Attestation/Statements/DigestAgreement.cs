namespace Gatehouse.Attestation.Statements;

public enum DigestAgreement
{
    /// <summary>No strong algorithm in common: nothing is known, which is no match.</summary>
    Unknown,

    Same,

    Different,

    /// <summary>One algorithm agrees and another does not: one of the digests is a lie.</summary>
    Contradiction,
}
