using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Admission.Policies.BinaryAuthorization;

/// <summary>What the documents of Binary Authorization have in common. They have neither kind nor metadata: their fields and their name tell what they are.</summary>
internal static partial class BinaryAuthorizationDocuments
{
    /// <summary>The text of a field at the top of a document that nobody has checked yet; empty when it is none.</summary>
    public static string TextOf(ManifestNode.Mapping document, string field) =>
        (document.Entries.FirstOrDefault(e => e.Key == field)?.Value as ManifestNode.Text)?.Value ?? "";

    public static bool HasAny(ManifestNode.Mapping document, params ReadOnlySpan<string> fields)
    {
        foreach (var entry in document.Entries)
        {
            if (fields.Contains(entry.Key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Key of a document named <c>projects/P/…/ID</c>: the project is its namespace. A name of another form is told when the document is read.</summary>
    public static ManifestKey KeyOf(string kind, string name)
    {
        var segments = name.Split('/');
        return segments is ["projects", var project, .., var id] && Id.IsMatch(project) && Id.IsMatch(id) ? new(kind, project, id) : new(kind, ManifestKey.NoNamespace, "unnamed");
    }

    /// <summary>Fields that Google's service fills in.</summary>
    public static void IgnoreOutput(FieldReader root) => root.Ignore("description", "etag", "updateTime");

    public static string ReadName(FieldReader root, Regex form, string expected)
    {
        var name = root.Text("name") ?? "";
        if (!form.IsMatch(name))
        {
            root.Error("name", $"\"{name}\" is not of the form {expected}");
        }

        return name;
    }

    /// <summary><c>[{namePattern}]</c>.</summary>
    public static ImmutableArray<BinaryAuthorizationPattern> ReadNamePatterns(FieldReader root, string field)
    {
        var patterns = ImmutableArray.CreateBuilder<BinaryAuthorizationPattern>();
        foreach (var entry in root.Mappings(field))
        {
            Add(entry, "namePattern", entry.Text("namePattern"), patterns);
            entry.Finish();
        }

        return patterns.ToImmutable();
    }

    /// <summary><c>imageAllowlist: {allowPattern: []}</c>.</summary>
    public static ImmutableArray<BinaryAuthorizationPattern> ReadAllowlist(FieldReader fields)
    {
        if (fields.Mapping("imageAllowlist") is not { } allowlist)
        {
            return [];
        }

        var patterns = ImmutableArray.CreateBuilder<BinaryAuthorizationPattern>();
        foreach (var (i, text) in allowlist.Texts("allowPattern").Index())
        {
            Add(allowlist, $"allowPattern[{i}]", text, patterns);
        }

        allowlist.Finish();
        return patterns.ToImmutable();
    }

    private static void Add(FieldReader fields, string field, string? text, ImmutableArray<BinaryAuthorizationPattern>.Builder patterns)
    {
        if (BinaryAuthorizationPattern.TryParse(text, out var pattern, out var error))
        {
            patterns.Add(pattern);
        }
        else
        {
            fields.Error(field, $"\"{text}\": {error}");
        }
    }

    [GeneratedRegex(@"^[a-z0-9A-Z](?:[a-zA-Z0-9_.:-]{0,253}[a-zA-Z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id { get; }
}
