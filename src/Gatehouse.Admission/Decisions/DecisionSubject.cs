namespace Gatehouse.Admission.Decisions;

/// <summary>The request that was decided.</summary>
/// <param name="Uid">The API server's id of its request.</param>
/// <param name="User">Who asked the API server.</param>
public sealed record DecisionSubject(string Uid, string User, string Operation, string Group, string Kind, string SubResource, string Namespace, string Name, bool DryRun);
