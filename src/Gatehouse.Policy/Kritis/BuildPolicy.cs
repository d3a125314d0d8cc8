using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Kritis;

/// <summary>From which sources an authority attests builds (<c>kritis.grafeas.io/v1beta1</c>, <c>BuildPolicy</c>). For signers; admission does not look at it.</summary>
/// <param name="BuiltFrom">Found somewhere in <c>REPOSITORY:REFERENCE</c> of the build.</param>
public sealed record BuildPolicy(string Namespace, string Name, string AttestationAuthorityName, TextTerm BuiltFrom)
{
    public Requirement Requirement => new Requirement.BuiltFrom(BuiltFrom);
}
