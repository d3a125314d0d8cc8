using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Fakes.Filters;

/// <summary>A few values of every type, so that what one generator writes the other one finds.</summary>
internal static class ValuePool
{
    public static readonly string[] Projects = ["alpha", "beta", "al"];

    public static readonly string[] NoteIds = ["CVE-2026-1", "CVE-2026-2", "cve-2026-1", "n"];

    public static readonly string[] ResourceUris =
    [
        "https://gcr.io/alpha/web@sha256:aaaa", "gcr.io/alpha/web@sha256:aaaa", "https://gcr.io/alpha/web@sha256-aaaa", "http://gcr.io/beta/api@sha256:bbbb",
        "gcr.io/beta/api@sha256-bbbb", "docker-pullable://gcr.io/alpha/job@sha256:cccc", "file://sha256:dddd:a.txt", "https://https://twice", "harbor.test/x",
    ];

    /// <summary>Cases, wildcards, quotes, escapes, patterns of SQL, and characters whose order differs between UTF-16 and UTF-8.</summary>
    public static readonly string[] Texts =
    [
        "openssl", "OpenSSL", "zlib", "ssl", "a", "A", "b", "log4j*", "*", "100%", "under_score", "it's", "say \"hi\"", "back\\slash", "two\nlines",
        "Ärger", "ärger", "\uE000", "😀", "İ", "ß", "1.2.3", "10", "true", "",
    ];

    public static readonly string[] Keys = ["sha256", "sha1", "odd key", "AND", "a.b", "quo\"te", "main.go"];

    public static readonly double[] Numbers = [0, 7.8, 9.8, 7, -1.5, 0.1, 10];

    public static readonly long[] Integers = [0, 1, 2, 10, -1, 9_007_199_254_740_993, 9_007_199_254_740_992];

    public static readonly Timestamp[] Times =
    [
        new() { Seconds = 1_767_225_600 }, new() { Seconds = 1_767_225_600, Nanos = 1 }, new() { Seconds = 1_767_225_600, Nanos = 999_999_999 },
        new() { Seconds = 1_767_229_200 }, new() { Seconds = 1_769_860_800, Nanos = 500_000_000 }, new() { Seconds = -1, Nanos = 1 },
    ];

    public static readonly ByteString[] Bytes = [ByteString.Empty, ByteString.CopyFrom(0), ByteString.CopyFrom(0xDE, 0xAD), ByteString.CopyFrom(0xFF)];

    public static T Pick<T>(this Random random, IReadOnlyList<T> pool) => pool[random.Next(pool.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>Mostly one that is declared; now and then one from the future.</summary>
    public static int PickEnum(this Random random, EnumDescriptor type) =>
        random.Chance(0.05) ? 99 : random.Pick((IReadOnlyList<EnumValueDescriptor>)[.. type.Values]).Number;

    /// <summary>A text for this field: names and URIs where the field holds such.</summary>
    public static string PickText(this Random random, FieldDescriptor field) => field.Name switch
    {
        "resource_uri" => random.Pick(ResourceUris),
        "note_name" or "related_note_names" => random.PickNoteName(),
        _ => random.Pick(Texts),
    };

    public static string PickNoteName(this Random random)
    {
        var location = random.Chance(0.2) ? "/locations/eu" : "";
        return $"projects/{random.Pick(Projects)}{location}/notes/{random.Pick(NoteIds)}";
    }
}
