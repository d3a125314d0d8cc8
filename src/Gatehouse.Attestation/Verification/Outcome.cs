using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Attestation.Verification;

/// <summary>What a parser or verifier answers: a value, or every reason to refuse (at least one). A default outcome is a refusal, never a success.</summary>
public readonly struct Outcome<T> where T : notnull
{
    private readonly ImmutableArray<Failure> _failures;

    private Outcome(T? value, ImmutableArray<Failure> failures) => (Found, _failures) = (value, failures);

    /// <summary>The value, or default when refused: for patterns, as in <c>outcome.Found is { } envelope</c>.</summary>
    public T? Found { get; }

    [MemberNotNullWhen(true, nameof(Found))]
    public bool Succeeded => !_failures.IsDefault && _failures.IsEmpty;

    /// <exception cref="InvalidOperationException">The outcome is a refusal.</exception>
    public T Value => Succeeded ? Found : throw new InvalidOperationException(Describe());

    /// <summary>Empty exactly when the outcome is a success.</summary>
    public ImmutableArray<Failure> Failures => _failures.IsDefault ? [new Failure(FailureReason.Malformed, VerificationStep.Parse, "nothing was verified")] : _failures;

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Failure failure) => new(default, [failure]);

    /// <exception cref="ArgumentException">There is no failure.</exception>
    public static implicit operator Outcome<T>(ImmutableArray<Failure> failures) =>
        failures.IsDefaultOrEmpty ? throw new ArgumentException("A refusal has a reason.", nameof(failures)) : new(default, failures);

    /// <summary>Goes on with the value, or hands the refusal on.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) where TNext : notnull => Succeeded ? next(Found) : Outcome.Refuse<TNext>(Failures);

    public override string ToString() => Succeeded ? Found.ToString() ?? "" : Describe();

    private string Describe() => string.Join("; ", Failures);
}
