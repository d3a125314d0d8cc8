using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Files with the certificates of authorities.</summary>
internal static class PemAuthorities
{
    /// <returns>Why a file cannot be used, with its name; null when it can.</returns>
    public static string? FindMistake(string file)
    {
        if (!File.Exists(file))
        {
            return $"\"{file}\" does not exist";
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count == 0 ? $"\"{file}\" has no certificate in PEM" : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"\"{file}\" cannot be read: {exception.Message}";
        }
    }
}
