using System.Text.Json;

namespace Gatehouse.Attestation.Predicates;

/// <summary>A bill of materials or a VEX document as a predicate, whole; the vulnerability engine reads it.</summary>
public sealed record DocumentPredicate(DocumentKind Kind, JsonElement Content) : Predicate;
