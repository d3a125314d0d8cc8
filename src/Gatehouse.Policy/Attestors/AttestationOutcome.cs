using System.Collections.Immutable;

namespace Gatehouse.Policy.Attestors;

/// <summary>Whether an attestor attests an image.</summary>
/// <param name="Problems">Why what is there does not count; one line each, none when it does.</param>
public sealed record AttestationOutcome(bool IsAttested, ImmutableArray<string> Problems)
{
    public static readonly AttestationOutcome Attested = new(true, []);
}
