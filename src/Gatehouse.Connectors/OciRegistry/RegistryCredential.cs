namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Who asks a registry.</summary>
/// <param name="IsToken"><paramref name="Secret"/> is a refresh token for the registry's token service, not a password.</param>
internal sealed record RegistryCredential(string User, string Secret, bool IsToken)
{
    public override string ToString() => User;
}
