using System.Text.RegularExpressions;

namespace Gatehouse.Artifacts.Content;

/// <summary>The parts of an image reference, as the distribution project's grammar has them.</summary>
internal static partial class ImageReferenceGrammar
{
    private const int LongestName = 255;

    /// <returns>What is wrong with the parts; empty when nothing is.</returns>
    public static string Explain(string registry, string repository, string? tag)
    {
        if (!Registry.IsMatch(registry))
        {
            return $"\"{registry}\" is not a registry host";
        }

        if (!Repository.IsMatch(repository))
        {
            return $"\"{repository}\" is not a repository: lower-case letters, digits and single separators between slashes";
        }

        if (registry.Length + 1 + repository.Length > LongestName)
        {
            return $"the name is longer than {LongestName} characters";
        }

        if (BareIdentifier.IsMatch(repository))
        {
            return "64 hex digits alone are an image id, not a name";
        }

        return tag is null || Tag.IsMatch(tag) ? "" : $"\"{tag}\" is not a tag";
    }

    [GeneratedRegex(@"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Registry { get; }

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Repository { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"^library/[0-9a-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex BareIdentifier { get; }
}
