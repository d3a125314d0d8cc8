namespace Gatehouse.Access.Policies;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="Field">Where, for example <c>bindings[2].role</c>.</param>
public sealed record PolicyMistake(string Field, string Description);
