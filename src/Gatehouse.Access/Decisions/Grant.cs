namespace Gatehouse.Access.Decisions;

/// <summary>A member that holds a role on a resource.</summary>
/// <param name="Resource">Empty for the server.</param>
public sealed record Grant(string Resource, string Role, string Member);
