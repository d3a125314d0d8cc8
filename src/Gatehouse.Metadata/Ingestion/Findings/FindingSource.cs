namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>
/// Which tool an imported VULNERABILITY occurrence is from: <c>extra_details</c> begins with <c>tool=NAME</c>, so that a later scan by the same tool knows its own findings.
/// </summary>
internal static class FindingSource
{
    private const string Prefix = "tool=";

    public static string Render(string tool, IReadOnlyList<string> details) => string.Join("; ", [Prefix + tool, .. details]);

    public static bool IsFrom(string extraDetails, string tool) =>
        extraDetails.StartsWith(Prefix, StringComparison.Ordinal) && extraDetails.AsSpan(Prefix.Length) is var rest && (rest.SequenceEqual(tool) || rest.StartsWith(tool + ";", StringComparison.Ordinal));
}
