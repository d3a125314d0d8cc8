namespace Gatehouse.Policy.Sigstore;

/// <summary>What happens to an image that no policy is for (<c>no-match-policy</c>).</summary>
public enum NoMatchPolicy
{
    Deny,
    Warn,
    Allow,
}
