using System.Text.Json.Serialization;

namespace Gatehouse.Admission.Pinning;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Resolution))]
[JsonSerializable(typeof(ResolutionList))]
public sealed partial class ResolutionJson : JsonSerializerContext;
