using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering;

/// <summary>One step of a path. <paramref name="Index"/> picks one element of a repeated field, <paramref name="Key"/> one entry of a map or member of a Struct.</summary>
public sealed record FieldStep(FieldDescriptor Field, int? Index = null, string? Key = null);
