using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Artifacts.Spelling;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Manifests.Kinds;

/// <summary>All kinds there are: from the text of a file to documents that may be stored.</summary>
public sealed class ManifestKinds(IEnumerable<IManifestKind> kinds)
{
    private readonly FrozenDictionary<string, IManifestKind> _kinds = kinds.ToFrozenDictionary(k => k.Kind, StringComparer.Ordinal);

    public ImmutableArray<string> Names => [.. _kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a file. The documents are complete only when there are no errors.</summary>
    public ImmutableArray<ManifestDocument> Read(ReadOnlySpan<byte> utf8, ManifestLimits limits, ManifestErrors errors)
    {
        var documents = ManifestReader.Read(utf8, limits, errors).Select(node => Read(node, errors)).OfType<ManifestDocument>().ToImmutableArray();
        foreach (var twice in documents.GroupBy(d => d.Key).Where(g => g.Count() > 1))
        {
            errors.Add(twice.ElementAt(1).Position, "", $"{twice.Key} is in this file twice; the first is at {twice.First().Position}");
        }

        return documents;
    }

    private ManifestDocument? Read(ManifestNode node, ManifestErrors errors)
    {
        if (node is not ManifestNode.Mapping mapping)
        {
            errors.Add(node.Position, "", $"a document is a mapping with apiVersion, kind and metadata, not {node.Description}");
            return null;
        }

        var root = new FieldReader(mapping, "", errors);
        if (!root.Has("kind") && !root.Has("apiVersion") && ReadNative(mapping, root, errors) is { } native)
        {
            return native;
        }

        if (FindKind(root) is not { } kind || ManifestMetadata.Read(root, kind.IsNamespaced) is not { } metadata)
        {
            return null;
        }

        root.Ignore("status");
        var key = new ManifestKey(kind.Kind, metadata.Namespace, metadata.Name);
        kind.Validate(key, root, errors);
        root.Finish();
        return new(key, mapping.Position, Canonical(mapping, metadata));
    }

    private ManifestDocument? ReadNative(ManifestNode.Mapping mapping, FieldReader root, ManifestErrors errors)
    {
        foreach (var kind in _kinds.Values)
        {
            if (kind.FindNativeKey(mapping) is { } key)
            {
                kind.Validate(key, root, errors);
                root.Finish();
                return new(key, mapping.Position, Canonical(mapping));
            }
        }

        return null;
    }

    private IManifestKind? FindKind(FieldReader root)
    {
        var version = root.Text("apiVersion");
        var name = root.Text("kind");
        if (name is null)
        {
            root.Error("kind", $"a kind is expected, one of {string.Join(", ", Names)}");
            return null;
        }

        if (!_kinds.TryGetValue(name, out var kind))
        {
            root.Error("kind", $"\"{name}\" is no kind that is known here{NearestName.Suggest(name, Names)}");
            return null;
        }

        if (version is null || !kind.ApiVersions.Contains(version))
        {
            root.Error("apiVersion", kind.ApiVersions.IsEmpty
                ? $"{name} is read in the form of its own system only, without apiVersion, kind and metadata"
                : $"\"{version}\" is no version of {name}; known are {string.Join(", ", kind.ApiVersions)}");
        }

        return kind;
    }

    private static ReadOnlyMemory<byte> Canonical(ManifestNode.Mapping mapping)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            NodeJson.Write(mapping, writer);
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Canonical(ManifestNode.Mapping mapping, ManifestMetadata metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var entry in mapping.Entries.Where(e => e.Key != "status").OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(entry.Key);
                if (entry.Key == "metadata")
                {
                    Write(metadata, writer);
                }
                else
                {
                    NodeJson.Write(entry.Value, writer);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(ManifestMetadata metadata, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        Write("annotations", metadata.Annotations, writer);
        Write("labels", metadata.Labels, writer);
        writer.WriteString("name", metadata.Name);
        if (metadata.Namespace != ManifestKey.NoNamespace)
        {
            writer.WriteString("namespace", metadata.Namespace);
        }

        writer.WriteEndObject();
    }

    private static void Write(string name, ImmutableSortedDictionary<string, string> map, Utf8JsonWriter writer)
    {
        if (map.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
