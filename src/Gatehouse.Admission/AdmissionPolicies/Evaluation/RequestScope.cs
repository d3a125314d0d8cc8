using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies.Facts;
using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Kubernetes;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What all policies share while one request is judged: everything is made when first needed, and once. Not thread-safe.</summary>
internal sealed class RequestScope(PolicyRequest request, PolicyFacts facts)
{
    private readonly Dictionary<GroupVersionKind, VersionedObjects?> _versions = [];
    private readonly Dictionary<GroupVersionResource, Value> _requests = [];
    private VersionedObjects? _own;
    private IReadOnlyList<ResourceVersion>? _equivalents;
    private Value _request;
    private Value _authorizer;
    private Value _resourceAuthorizer;

    public PolicyRequest Request => request;

    public PolicyFacts Facts => facts;

    public Value Object => Own.Object;

    public Value OldObject => Own.OldObject;

    public IReadOnlyList<ResourceVersion> Equivalents => _equivalents ??= facts.Versions.ListEquivalents(request.Resource, request.SubResource);

    /// <summary>Null for a request about something without a namespace, and for one about a namespace.</summary>
    public Value NamespaceObject => HasNamespace && facts.Namespace is { } ns ? ns.Value : Value.Null;

    public bool HasNamespace => request.Namespace.Length > 0 && request.Kind is not { Group: "", Version: "v1", Kind: "Namespace" };

    public Value Authorizer => Once(ref _authorizer, () => AuthorizationValue.Of(facts.Authorizer));

    public Value ResourceAuthorizer => Once(ref _resourceAuthorizer, () => AuthorizationValue.OfResource(facts.Authorizer, new()
    {
        Group = request.Resource.Group,
        Resource = request.Resource.Resource,
        Subresource = request.SubResource,
        Namespace = request.Namespace,
        Name = request.Name,
    }));

    private VersionedObjects Own => _own ??= new(Parse(request.Object), Parse(request.OldObject));

    /// <summary>The objects in a version; null when they cannot be had in it.</summary>
    public VersionedObjects? FindVersion(in GroupVersionKind kind)
    {
        if (kind == request.Kind)
        {
            return Own;
        }

        if (!_versions.TryGetValue(kind, out var found))
        {
            _versions[kind] = found = Convert(request.Object, kind) is { } now && Convert(request.OldObject, kind) is { } before ? new(Parse(now), Parse(before)) : null;
        }

        return found;
    }

    private ReadOnlyMemory<byte>? Convert(ReadOnlyMemory<byte> json, in GroupVersionKind kind) => json.IsEmpty ? json : facts.Versions.Convert(json, request.Kind, kind);

    private static Value Parse(ReadOnlyMemory<byte> json) => json.IsEmpty ? Value.Null : JsonText.Parse(json).Root;

    private static Value Once(ref Value slot, Func<Value> make)
    {
        if (slot.IsNone)
        {
            slot = make();
        }

        return slot;
    }

    /// <summary>The variable <c>request</c>, for a policy that matched in a version.</summary>
    public Value FindRequest(in GroupVersionResource resource, in GroupVersionKind kind)
    {
        if (resource == request.Resource)
        {
            return _request.IsNone ? _request = JsonText.Parse(Write(resource, kind)).Root : _request;
        }

        if (!_requests.TryGetValue(resource, out var found))
        {
            _requests[resource] = found = JsonText.Parse(Write(resource, kind)).Root;
        }

        return found;
    }

    // Empty fields are absent, as they are in Go: has(request.name) tells.
    private ReadOnlyMemory<byte> Write(in GroupVersionResource resource, in GroupVersionKind kind)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteKind(writer, "kind"u8, kind);
            WriteResource(writer, "resource"u8, resource);
            WriteText(writer, "subResource"u8, request.SubResource);
            WriteKind(writer, "requestKind"u8, request.RequestKind ?? request.Kind);
            WriteResource(writer, "requestResource"u8, request.RequestResource ?? request.Resource);
            WriteText(writer, "requestSubResource"u8, request.SubResource);
            WriteText(writer, "name"u8, request.Name);
            WriteText(writer, "namespace"u8, request.Namespace);
            writer.WriteString("operation"u8, request.Operation);
            WriteUser(writer, request.User);
            writer.WriteBoolean("dryRun"u8, request.IsDryRun);
            WriteOptions(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory.ToArray();
    }

    private void WriteOptions(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("options"u8);
        if (request.Options.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(request.Options.Span);
        }
    }

    private static void WriteKind(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in GroupVersionKind kind)
    {
        writer.WriteStartObject(name);
        writer.WriteString("group"u8, kind.Group);
        writer.WriteString("version"u8, kind.Version);
        writer.WriteString("kind"u8, kind.Kind);
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in GroupVersionResource resource)
    {
        writer.WriteStartObject(name);
        writer.WriteString("group"u8, resource.Group);
        writer.WriteString("version"u8, resource.Version);
        writer.WriteString("resource"u8, resource.Resource);
        writer.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter writer, PolicyUser user)
    {
        writer.WriteStartObject("userInfo"u8);
        WriteText(writer, "username"u8, user.Name);
        WriteText(writer, "uid"u8, user.Uid);
        if (!user.Groups.IsEmpty)
        {
            writer.WritePropertyName("groups"u8);
            WriteTexts(writer, user.Groups);
        }

        if (!user.Extra.IsEmpty)
        {
            writer.WriteStartObject("extra"u8);
            foreach (var (key, values) in user.Extra)
            {
                writer.WritePropertyName(key);
                WriteTexts(writer, values);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ImmutableArray<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>What messages call the object: its name, the beginning of one that is still to be made up, or <c>Unknown</c>.</summary>
    public string DisplayName => request.Name.Length > 0 ? request.Name
        : ObjectFields.Text(Object, ObjectFields.Name) is { Length: > 0 } name ? name
        : ObjectFields.Text(Object, ObjectFields.GenerateName) is { Length: > 0 } prefix ? prefix
        : "Unknown";
}
