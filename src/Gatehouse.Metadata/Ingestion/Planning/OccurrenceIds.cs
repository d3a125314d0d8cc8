using System.Security.Cryptography;
using System.Text;
using Gatehouse.Artifacts.Names;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>
/// Names of imported occurrences. The id is a UUID (version 8, RFC 9562 section 5.8) made of the SHA-256 of project and identity, so that the next report about the same fact finds it.
/// </summary>
internal static class OccurrenceIds
{
    public static OccurrenceName Of(ProjectName project, string identity)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{project}|{identity}"), hash);
        hash[6] = (byte)(0x80 | hash[6] & 0x0f);
        hash[8] = (byte)(0x80 | hash[8] & 0x3f);
        return new(project, "", new Guid(hash[..16], bigEndian: true).ToString());
    }
}
