namespace Gatehouse.Cel.Kubernetes;

/// <summary>Whether access is allowed, why, and what went wrong finding out.</summary>
public sealed record AuthorizationDecision(bool IsAllowed, string Reason = "", string? Error = null);
