using System.Text.Json.Nodes;

namespace Gatehouse.Admission.Plugins;

/// <summary>Sets a value: <c>add</c> of RFC 6902, the one operation that an API server applies to a key whether it is there or not.</summary>
/// <param name="Path">RFC 6901; the parent exists.</param>
public sealed record PatchOperation(string Path, JsonNode Value);
