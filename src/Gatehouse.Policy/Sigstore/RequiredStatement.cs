namespace Gatehouse.Policy.Sigstore;

/// <summary>A statement that an authority has to have made (<c>attestations[]</c>).</summary>
/// <param name="PredicateType">A URI; cosign's short names are written out.</param>
/// <param name="Condition">What it has to say; null when its existence is enough.</param>
public sealed record RequiredStatement(string Name, string PredicateType, ExpressionPolicy? Condition);
