using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>A path and what stands at its end.</summary>
/// <param name="Leaf">Type of the values; null for a part of a name, which is text.</param>
/// <param name="IsMap">A whole map, no entry of it.</param>
/// <param name="Start">Offset of the path in the filter.</param>
internal sealed record ResolvedField(FieldPath Path, FieldDescriptor? Leaf, bool IsMap, int Start)
{
    public bool IsText => Leaf is null || (!IsMap && Leaf.FieldType == FieldType.String);

    public bool IsResourceUri => Path.Column == RecordColumn.ResourceUri;

    /// <summary>The type of a message at the end; null for scalars and maps.</summary>
    public MessageDescriptor? Message => Leaf is { FieldType: FieldType.Message } && !IsMap ? Leaf.MessageType : null;

    /// <summary>The same path, one step longer.</summary>
    public ResolvedField Append(FieldDescriptor field, string? key = null) =>
        this with { Path = Path with { Steps = Path.Steps.Add(new(field, Key: key)) }, Leaf = field, IsMap = field.IsMap && key is null };
}
