using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>Ids of notes from the names of things: short, fit for a URL, and different for different names.</summary>
internal static class NoteIds
{
    private const int MaximumLength = 120;
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The name itself where it is plain; else with dashes for what is not, and eight digits of its hash to keep apart what now looks alike.</summary>
    public static string From(string name)
    {
        if (name.Length is > 0 and <= MaximumLength && !name.AsSpan().ContainsAnyExcept(Plain))
        {
            return name;
        }

        var plain = new StringBuilder(MaximumLength);
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, MaximumLength)))
        {
            plain.Append(Plain.Contains(c) ? c : '-');
        }

        return $"{plain.ToString().Trim('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}".TrimStart('-');
    }
}
