namespace Gatehouse.Policy.Requirements;

/// <summary>What a policy's own language calls its limits, so that a remedy names the field to change.</summary>
/// <param name="Fixable">Limit of findings that have a fix.</param>
/// <param name="Unfixable">Limit of findings that have none.</param>
/// <param name="Allowed">Findings to ignore.</param>
/// <param name="AllowsBareIds">Whether they are listed by their bare id rather than by the name of their note.</param>
public sealed record LimitWords(string Fixable, string Unfixable, string Allowed, bool AllowsBareIds);
