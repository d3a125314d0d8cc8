using Gatehouse.Admission.Registries;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Looks up who asks a registry. The file is read each time, so that a rotated credential counts.</summary>
internal sealed class RegistryCredentials(IOptions<RegistryOptions> options)
{
    /// <returns>Null for nobody in particular.</returns>
    public async Task<RegistryCredential?> FindAsync(RegistryEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var file = CredentialFile.Find(options.Value.CredentialFile);
            return file?.HelperOf(endpoint.Registry) is { Length: > 0 } helper
                ? await CredentialHelper.GetAsync(helper, CredentialFile.KeyOf(endpoint.Registry), cancellationToken) ?? file.Find(endpoint.Registry, endpoint.Repository)
                : file?.Find(endpoint.Registry, endpoint.Repository);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryProblem.Denied, exception.Message, exception);
        }
    }
}
