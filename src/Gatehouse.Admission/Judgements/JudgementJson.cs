using System.Text.Json.Serialization;

namespace Gatehouse.Admission.Judgements;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(JudgementRequest))]
[JsonSerializable(typeof(JudgementAnswer))]
public sealed partial class JudgementJson : JsonSerializerContext;
