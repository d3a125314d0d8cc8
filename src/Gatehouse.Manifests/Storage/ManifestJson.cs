using System.Text.Json.Serialization;
using Gatehouse.Manifests.Edges;

namespace Gatehouse.Manifests.Storage;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredManifest))]
[JsonSerializable(typeof(ManifestList))]
[JsonSerializable(typeof(ApplyAnswer))]
internal sealed partial class ManifestJson : JsonSerializerContext;
