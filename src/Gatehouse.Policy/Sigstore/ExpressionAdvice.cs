namespace Gatehouse.Policy.Sigstore;

/// <summary>What to do about an expression that is not evaluated.</summary>
public static class ExpressionAdvice
{
    public static string For(ExpressionPolicy policy) => policy switch
    {
        { Text: "" } => $"write what {policy.Location} says into the policy, as CEL",
        { Language: ExpressionPolicy.Cue } when CueExpression.TryToCel(policy.Text) is { } cel => $"say the same in CEL: {cel}",
        { Language: ExpressionPolicy.Cel } => "put it into the attestations of an authority, where it is evaluated",
        _ => "say the same in CEL",
    };
}
