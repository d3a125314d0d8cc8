using System.Text.Json.Nodes;
using Gatehouse.Policy.Patterns;
using Gatehouse.Standards;

namespace Gatehouse.Policy.Tests.Patterns;

/// <summary>The suite <c>attestations/image-patterns</c>: a row matches, or does not because the pattern means something else or is none.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: image-patterns")]
public sealed class ImagePatternsTests
{
    private static readonly string? Folder = TestData.FindFolder("attestations", "image-patterns");

    public static TheoryData<string, string, string, bool> Rows => Folder is null
        ? [new TheoryDataRow<string, string, string, bool>("", "", "", false) { Skip = TestData.Absent }]
        : [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")))!.AsArray().Select(Row)];

    [Theory, MemberData(nameof(Rows))]
    public void Patterns_match_what_their_language_says(string dialect, string pattern, string image, bool isMatch) =>
        Assert.Equal(isMatch, Find(dialect, pattern)?.Matches(image) ?? false);

    private static TheoryDataRow<string, string, string, bool> Row(JsonNode? row) =>
        new((string)row!["kind"]!, (string)row["inputs"]!["pattern"]!, (string)row["inputs"]!["image"]!, (string)row["expect"]! == "pass");

    private static IImagePattern? Find(string dialect, string text) => dialect switch
    {
        "kritis-gap" => KritisNamePattern.TryParse(text, out var pattern) ? pattern : null,
        "binary-authorization" => BinaryAuthorizationPattern.TryParse(text, out var pattern, out _) ? pattern : null,
        "trusted-directory" => TrustedDirectoryPattern.TryParse(text, out var pattern, out _) ? pattern : null,
        "cluster-image-policy" => ClusterImageGlob.TryParse(text, out var pattern, out _) ? pattern : null,
        _ => throw new InvalidDataException($"\"{dialect}\" is no pattern language that is known here"),
    };
}
