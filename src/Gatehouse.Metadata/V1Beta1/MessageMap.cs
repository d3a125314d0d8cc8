using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>How one v1beta1 message corresponds to one v1 message, field by field.</summary>
internal sealed class MessageMap
{
    private readonly FrozenDictionary<int, FieldRule> _rules;
    private readonly FrozenDictionary<int, int> _byV1;

    public MessageMap(MessageDescriptor v1Beta1, MessageDescriptor v1, IReadOnlyDictionary<int, FieldRule> rules)
    {
        (V1Beta1, V1) = (v1Beta1, v1);
        _rules = rules.ToFrozenDictionary();
        _byV1 = rules.SelectMany(r => V1Numbers(r.Value).Select(v => KeyValuePair.Create(v, r.Key))).ToFrozenDictionary();
        Wrappers = [.. rules.Where(r => r.Value is FieldRule.Flatten { Wrapper: true }).Select(r => r.Key)];
        Flattened = [.. rules.Where(r => r.Value is FieldRule.Flatten).Select(r => r.Key)];
    }

    public MessageDescriptor V1Beta1 { get; }

    public MessageDescriptor V1 { get; }

    /// <summary>Numbers of the v1 fields that a v1beta1 field fills.</summary>
    public IEnumerable<int> MappedV1Numbers => _byV1.Keys;

    public IReadOnlyList<int> Wrappers { get; }

    public IReadOnlyList<int> Flattened { get; }

    /// <returns>Null when v1 has no place for the field, or when it is not of the type that v1beta1 knows under its number.</returns>
    public FieldRule? Find(WireField field) =>
        _rules.TryGetValue(field.Number, out var rule) && WireType(V1Beta1.FindFieldByNumber(field.Number)) == field.Type ? rule : null;

    public FieldRule Rule(int v1Beta1Number) => _rules[v1Beta1Number];

    /// <returns>False when v1beta1 has no place for the field.</returns>
    public bool TryFindByV1(WireField field, out int v1Beta1Number) =>
        _byV1.TryGetValue(field.Number, out v1Beta1Number) && WireType(V1.FindFieldByNumber(field.Number)) == field.Type;

    /// <summary>The rule that fills a v1 field, through flattened messages; null for a field of v1 only.</summary>
    public FieldRule? FindByV1(int v1Number) => PathToV1(v1Number) is [.., var (_, rule)] ? rule : null;

    /// <summary>The v1beta1 fields from this message to the one that fills a v1 field; empty for a field of v1 only.</summary>
    public IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)> PathToV1(int v1Number)
    {
        if (!_byV1.TryGetValue(v1Number, out var number))
        {
            return [];
        }

        var step = (V1Beta1.FindFieldByNumber(number), _rules[number]);
        return step.Item2 is FieldRule.Flatten flatten ? [step, .. flatten.Inner.PathToV1(v1Number)] : [step];
    }

    private static IEnumerable<int> V1Numbers(FieldRule rule) => rule switch
    {
        FieldRule.Copy copy => [copy.V1Number],
        FieldRule.Nest nest => [nest.V1Number],
        FieldRule.Convert convert => [convert.V1Number],
        FieldRule.Flatten flatten => flatten.Inner.MappedV1Numbers,
        _ => [],
    };

    /// <summary>Neither API has repeated numbers in the unpacked form: every repeated field is length-delimited.</summary>
    private static WireFormat.WireType WireType(FieldDescriptor field) => field.FieldType switch
    {
        _ when field.IsRepeated => WireFormat.WireType.LengthDelimited,
        FieldType.Message or FieldType.String or FieldType.Bytes => WireFormat.WireType.LengthDelimited,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireFormat.WireType.Fixed32,
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireFormat.WireType.Fixed64,
        _ => WireFormat.WireType.Varint,
    };
}
