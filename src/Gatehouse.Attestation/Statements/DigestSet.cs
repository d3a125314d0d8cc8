using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Attestation.Statements;

/// <summary>Digests of one thing by algorithm (in-toto attestation framework, "DigestSet"). Values are kept as written; comparing wants lower-case hex.</summary>
public sealed class DigestSet
{
    /// <summary>The algorithms by which two files are taken to be the same. SHA-1 and MD5 collide and are none of them, and names such as <c>gitCommit</c> are no content of a file.</summary>
    private static readonly FrozenDictionary<string, int> Strong = new Dictionary<string, int>
    {
        ["sha224"] = 56, ["sha256"] = 64, ["sha384"] = 96, ["sha512"] = 128, ["sha512_224"] = 56, ["sha512_256"] = 64,
        ["sha3_224"] = 56, ["sha3_256"] = 64, ["sha3_384"] = 96, ["sha3_512"] = 128, ["blake2b"] = 128, ["blake2s"] = 64, ["sm3"] = 64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public DigestSet(ImmutableDictionary<string, string> values) => Values = values;

    public static DigestSet Empty { get; } = new(ImmutableDictionary<string, string>.Empty);

    public ImmutableDictionary<string, string> Values { get; }

    public bool IsEmpty => Values.IsEmpty;

    public static DigestSet Of(Digest digest) => new(ImmutableDictionary<string, string>.Empty.Add("sha256", digest.ToString()["sha256:".Length..]));

    public string? Find(string algorithm) => Values.GetValueOrDefault(algorithm);

    /// <summary>What two sets say of each other by the strong algorithms that both name: agreement of one suffices, unless another disagrees.</summary>
    public DigestAgreement Compare(DigestSet other)
    {
        var (agrees, disagrees) = (false, false);
        foreach (var (algorithm, value) in Values)
        {
            if (Strong.TryGetValue(algorithm, out var length) && other.Values.TryGetValue(algorithm, out var theirs))
            {
                var same = value.Length == length && string.Equals(value, theirs, StringComparison.Ordinal);
                (agrees, disagrees) = (agrees || same, disagrees || !same);
            }
        }
        return (agrees, disagrees) switch
        {
            (true, true) => DigestAgreement.Contradiction,
            (true, false) => DigestAgreement.Same,
            (false, true) => DigestAgreement.Different,
            _ => DigestAgreement.Unknown,
        };
    }

    public override string ToString() => string.Join(", ", Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}:{v.Value}"));
}
