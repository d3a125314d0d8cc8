using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Rewrites serialized v1 messages as v1beta1. Remainders come from storage but also from v1 clients, who may send any unknown field:
/// only what v1 has no place for is taken from them, so that both APIs always agree on what a record says.
/// </summary>
/// <param name="remainders">Whether remainders are read at all.</param>
internal sealed class FromV1Rewriter(bool remainders)
{
    public ReadOnlyMemory<byte> Rewrite(MessageMap map, ReadOnlyMemory<byte> v1)
    {
        var result = new WireWriter();
        var message = new Target(map, this);
        var absent = new HashSet<ulong>();
        foreach (var field in WireReader.Read(v1))
        {
            switch (field)
            {
                case { Number: ReservedFields.Remainder, Type: WireFormat.WireType.LengthDelimited } when remainders:
                    result.WriteFields(OnlyWithoutPlace(map, field.Value).Written.Span);
                    break;
                case { Number: ReservedFields.AbsentWrapper, Type: WireFormat.WireType.Varint }:
                    absent.Add(field.Varint());
                    break;
                default:
                    message.Take(field);
                    break;
            }
        }

        // Last: of a oneof, the last member counts.
        result.WriteFields(message.Finish(absent, 1).Span);
        return result.Written;
    }

    private static WireWriter OnlyWithoutPlace(MessageMap map, ReadOnlyMemory<byte> remainder)
    {
        var kept = new WireWriter();
        foreach (var field in WireReader.Read(remainder))
        {
            switch (map.Find(field))
            {
                case null: kept.Write(field.Number, field); break;
                case FieldRule.Flatten flatten: kept.WriteBytes(field.Number, OnlyWithoutPlace(flatten.Inner, field.Value).Written.Span); break;
                case FieldRule.Convert convert when !convert.Conversion.TryToV1(field, convert.V1Number, new()): kept.Write(field.Number, field); break;
            }
        }

        return kept;
    }

    /// <summary>A v1beta1 message that is being put together from the fields of a v1 message.</summary>
    private sealed class Target(MessageMap map, FromV1Rewriter rewriter)
    {
        private readonly WireWriter _fields = new();
        private readonly Dictionary<int, Target> _flattened = [];

        public void Take(WireField field)
        {
            if (!map.TryFindByV1(field, out var number))
            {
                return;
            }

            switch (map.Rule(number))
            {
                case FieldRule.Copy: _fields.Write(number, field); break;
                case FieldRule.Nest nest: _fields.WriteBytes(number, rewriter.Rewrite(nest.Inner, field.Value).Span); break;
                case FieldRule.Convert convert: convert.Conversion.TryFromV1(field, number, _fields); break;
                case FieldRule.Flatten flatten: Flattened(number, flatten).Take(field); break;
            }
        }

        public ReadOnlyMemory<byte> Finish(HashSet<ulong> absentWrappers, int depth)
        {
            foreach (var number in map.Flattened)
            {
                var flatten = (FieldRule.Flatten)map.Rule(number);
                if (_flattened.ContainsKey(number) || (flatten.Wrapper && !absentWrappers.Contains((ulong)depth)))
                {
                    _fields.WriteBytes(number, Flattened(number, flatten).Finish(absentWrappers, depth + 1).Span);
                }
            }

            return _fields.Written;
        }

        private Target Flattened(int number, FieldRule.Flatten flatten) =>
            _flattened.TryGetValue(number, out var target) ? target : _flattened[number] = new(flatten.Inner, rewriter);
    }
}
