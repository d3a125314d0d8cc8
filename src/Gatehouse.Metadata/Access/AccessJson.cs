using System.Text.Json.Serialization;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Access.Tokens;

namespace Gatehouse.Metadata.Access;

/// <summary>JSON of what access control stores.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(TokenRecord))]
internal sealed partial class AccessJson : JsonSerializerContext;
