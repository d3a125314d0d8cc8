using Gatehouse.Attestation.Certificates;

namespace Gatehouse.Attestation.Timestamps;

/// <summary>A time that a trusted authority has put on given bytes.</summary>
/// <param name="Path">From the certificate of the signer to the anchor.</param>
public sealed record VerifiedTimestamp(TimestampToken Token, CertificatePath Path)
{
    public DateTimeOffset Time => Token.Time;

    /// <summary>The earliest instant the stamped bytes may have existed at, and the latest, when a token that states no accuracy is taken to be exact to a given one.</summary>
    public (DateTimeOffset Earliest, DateTimeOffset Latest) Within(TimeSpan accuracyWhenUnstated)
    {
        var accuracy = Token.Accuracy ?? accuracyWhenUnstated;
        return (Token.Time - accuracy, Token.Time + accuracy);
    }
}
