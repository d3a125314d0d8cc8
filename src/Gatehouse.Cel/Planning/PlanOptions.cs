using Gatehouse.Cel.Checking;

namespace Gatehouse.Cel.Planning;

/// <summary>What planning needs to know of the environment.</summary>
internal sealed record PlanOptions
{
    public required Declarations Declarations { get; init; }

    /// <summary>Whether <c>has(x.y)</c> is an error where <c>x</c> can have no fields.</summary>
    public bool IsStrictTest { get; init; }

    /// <summary>Whether map literals refuse keys of other types and keys that come twice.</summary>
    public bool AreKeysChecked { get; init; }

    /// <summary>Whether <c>or</c> and <c>orValue</c> of something that turns out to be no optional is an error.</summary>
    public bool AreOptionalsChecked { get; init; }

    /// <summary>Whether a constant conversion that fails is a mistake of the expression rather than of its evaluation.</summary>
    public bool RefusesFailingConstants { get; init; }
}
