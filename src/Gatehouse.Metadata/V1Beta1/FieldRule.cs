namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Where a field of a v1beta1 message goes in the v1 message. A field without a rule has no place there.</summary>
internal abstract record FieldRule
{
    private FieldRule()
    {
    }

    /// <summary>The same value under another number.</summary>
    public sealed record Copy(int V1Number) : FieldRule;

    /// <summary>A message (one, several, or the entries of a map) whose own fields have rules.</summary>
    public sealed record Nest(int V1Number, MessageMap Inner) : FieldRule;

    /// <summary>A value in another form.</summary>
    public sealed record Convert(int V1Number, IValueConversion Conversion) : FieldRule;

    /// <summary>A message whose fields are fields of the v1 message itself.</summary>
    /// <param name="Wrapper">The message only wraps: it is there for every v1 message. Otherwise it is there when one of its fields is.</param>
    public sealed record Flatten(MessageMap Inner, bool Wrapper) : FieldRule;

    /// <summary>A field that code of its own maps; it is neither copied nor kept.</summary>
    public sealed record ByHand : FieldRule;
}
