using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Storage.Postgres.Commits;

internal static class RequestKeys
{
    /// <summary>Of fixed size, however long principals are; the length in front keeps principal and id apart.</summary>
    public static byte[] Hash(string principal, string id) => SHA256.HashData(Encoding.UTF8.GetBytes($"{principal.Length}:{principal}{id}"));
}
