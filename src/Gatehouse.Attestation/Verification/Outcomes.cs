using System.Collections.Immutable;

namespace Gatehouse.Attestation.Verification;

/// <summary>Makes outcomes of a given type.</summary>
public static class Outcome
{
    /// <exception cref="ArgumentException">There is no failure.</exception>
    public static Outcome<T> Refuse<T>(ImmutableArray<Failure> failures) where T : notnull => failures;
}
