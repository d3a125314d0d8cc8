using System.Text.Json.Serialization;

namespace Gatehouse.Admission.Decisions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(DecisionList))]
public sealed partial class DecisionJson : JsonSerializerContext;
