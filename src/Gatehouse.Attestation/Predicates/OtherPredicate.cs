using System.Text.Json;

namespace Gatehouse.Attestation.Predicates;

/// <summary>A predicate of a type that is not known here.</summary>
public sealed record OtherPredicate(string Type, JsonElement? Content) : Predicate;
