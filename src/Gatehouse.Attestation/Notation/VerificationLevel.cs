using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>A named level with its overrides applied: an action for each validation.</summary>
/// <param name="Name"><c>strict</c>, <c>permissive</c>, <c>audit</c> or <c>skip</c>.</param>
public sealed record VerificationLevel(string Name, ImmutableDictionary<ValidationType, ValidationAction> Actions)
{
    private const ValidationAction E = ValidationAction.Enforce;
    private const ValidationAction L = ValidationAction.Log;
    private const ValidationAction S = ValidationAction.Skip;

    public static VerificationLevel Strict { get; } = Make("strict", E, E, E, E, E);

    public static VerificationLevel Permissive { get; } = Make("permissive", E, E, L, L, L);

    public static VerificationLevel Audit { get; } = Make("audit", E, L, L, L, L);

    /// <summary>Nothing is verified; the artifact is let through unsigned.</summary>
    public static VerificationLevel SkipAll { get; } = Make("skip", S, S, S, S, S);

    public bool SkipsAll => Name == SkipAll.Name;

    /// <returns>Null for another name.</returns>
    public static VerificationLevel? Find(string name) => name switch
    {
        "strict" => Strict,
        "permissive" => Permissive,
        "audit" => Audit,
        "skip" => SkipAll,
        _ => null,
    };

    private static VerificationLevel Make(string name, params ReadOnlySpan<ValidationAction> actions)
    {
        var map = ImmutableDictionary.CreateBuilder<ValidationType, ValidationAction>();
        for (var i = 0; i < actions.Length; i++)
        {
            map.Add((ValidationType)i, actions[i]);
        }
        return new(name, map.ToImmutable());
    }
}
