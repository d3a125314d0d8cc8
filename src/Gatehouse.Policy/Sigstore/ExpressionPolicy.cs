using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Sigstore;

/// <summary>An expression over a statement, or over everything that was verified of an image.</summary>
/// <param name="Language"><c>cue</c>, <c>rego</c> or, as an extension, <c>cel</c>.</param>
/// <param name="Text">Empty when it is kept elsewhere.</param>
/// <param name="Location">Where it is kept when not in the policy: a URL, or a key of a ConfigMap; else empty.</param>
/// <param name="Condition">What is evaluated; null for what is not.</param>
public sealed record ExpressionPolicy(string Language, string Text, string Location, IStatementCondition? Condition = null)
{
    public const string Cue = "cue";
    public const string Rego = "rego";
    public const string Cel = "cel";
}
