using System.Collections;
using System.Globalization;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Fakes.Filters;

/// <summary>
/// Random notes and occurrences of every kind: names, kind and times as the server sets them, all other fields from a small pool of values. The same
/// seed gives the same records. Ids count from 1, so names are unique per generator. What they say need not pass the validators.
/// </summary>
public sealed class RecordGenerator(int seed)
{
    private const int MaximumDepth = 6;

    private readonly Random _random = new(seed);
    private int _count;

    /// <param name="project">Id of its project; a random one when null.</param>
    public Occurrence NextOccurrence(string? project = null)
    {
        var occurrence = new Occurrence();
        FillDetails(occurrence, Occurrence.Descriptor.Oneofs.Single(o => o.Name == "details"));
        occurrence.Name = Name(project, "occurrences");
        occurrence.NoteName = _random.PickNoteName();
        occurrence.ResourceUri = _random.Pick(ValuePool.ResourceUris);
        occurrence.Kind = KindOf(occurrence.DetailsCase.ToString());
        occurrence.Remediation = _random.Chance(0.5) ? _random.Pick(ValuePool.Texts) : "";
        occurrence.CreateTime = _random.Pick(ValuePool.Times).Clone();
        occurrence.UpdateTime = _random.Pick(ValuePool.Times).Clone();
        return occurrence;
    }

    /// <param name="project">Id of its project; a random one when null.</param>
    public Note NextNote(string? project = null)
    {
        var note = new Note();
        FillDetails(note, Note.Descriptor.Oneofs.Single(o => o.Name == "type"));
        note.Name = Name(project, "notes");
        note.Kind = KindOf(note.TypeCase.ToString());
        note.ShortDescription = _random.Pick(ValuePool.Texts);
        note.LongDescription = _random.Pick(ValuePool.Texts);
        note.CreateTime = _random.Pick(ValuePool.Times).Clone();
        note.UpdateTime = _random.Pick(ValuePool.Times).Clone();
        return note;
    }

    private string Name(string? project, string collection)
    {
        var location = _random.Chance(0.1) ? "/locations/eu" : "";
        return string.Create(CultureInfo.InvariantCulture, $"projects/{project ?? _random.Pick(ValuePool.Projects)}{location}/{collection}/{collection[0]}{++_count}");
    }

    /// <summary>Vulnerabilities are most of what is stored.</summary>
    private void FillDetails(IMessage record, OneofDescriptor details)
    {
        var field = _random.Chance(0.4) ? details.Fields.Single(f => f.Name == "vulnerability") : _random.Pick([.. details.Fields]);
        field.Accessor.SetValue(record, Message(field.MessageType, 1));
        foreach (var other in record.Descriptor.Fields.InDeclarationOrder().Where(f => f.ContainingOneof is null && f.FieldType == FieldType.Message && !f.Name.EndsWith("_time", StringComparison.Ordinal)))
        {
            Fill(record, other, 1);
        }
    }

    /// <summary>The member of the oneof and the kind are spelled alike, apart from case and underscores.</summary>
    private static NoteKind KindOf(string details)
    {
        var name = details == "Discovered" ? "DISCOVERY" : details.ToUpperInvariant();
        return System.Enum.GetValues<NoteKind>().Single(k => k.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private IMessage Message(MessageDescriptor type, int depth)
    {
        if (type == Timestamp.Descriptor)
        {
            return _random.Pick(ValuePool.Times).Clone();
        }

        if (type == Value.Descriptor)
        {
            return AnyValue(depth);
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder().Where(f => f.ContainingOneof is null))
        {
            Fill(message, field, depth);
        }

        foreach (var oneof in type.Oneofs)
        {
            Fill(message, _random.Pick([.. oneof.Fields]), depth);
        }

        return message;
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (depth > MaximumDepth || !_random.Chance(field.FieldType == FieldType.Message ? 0.6 : 0.7))
        {
            return;
        }

        if (field.IsMap)
        {
            FillMap((IDictionary)field.Accessor.GetValue(message), field.MessageType.FindFieldByNumber(2), depth);
        }
        else if (field.IsRepeated)
        {
            FillList((IList)field.Accessor.GetValue(message), field, depth);
        }
        else
        {
            field.Accessor.SetValue(message, Single(field, depth));
        }
    }

    private void FillMap(IDictionary map, FieldDescriptor value, int depth)
    {
        for (var count = _random.Next(3); count > 0; count--)
        {
            map[_random.Pick(ValuePool.Keys)] = Single(value, depth);
        }
    }

    private void FillList(IList list, FieldDescriptor field, int depth)
    {
        for (var count = _random.Next(4); count > 0; count--)
        {
            list.Add(Single(field, depth));
        }
    }

    private object Single(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, depth + 1),
        FieldType.String => _random.PickText(field),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, _random.PickEnum(field.EnumType)),
        FieldType.Bool => _random.Chance(0.5),
        FieldType.Bytes => _random.Pick(ValuePool.Bytes),
        FieldType.Float => (float)_random.Pick(ValuePool.Numbers),
        FieldType.Double => _random.Pick(ValuePool.Numbers),
        FieldType.Int64 => _random.Pick(ValuePool.Integers),
        FieldType.Int32 => (int)_random.Pick(ValuePool.Integers),
        _ => throw new NotSupportedException($"No pool for fields of type {field.FieldType}."),
    };

    private Value AnyValue(int depth) => _random.Next(depth > MaximumDepth ? 4 : 6) switch
    {
        0 => Value.ForString(_random.Pick(ValuePool.Texts)),
        1 => Value.ForNumber(_random.Pick(ValuePool.Numbers)),
        2 => Value.ForBool(_random.Chance(0.5)),
        3 => Value.ForNull(),
        4 => Value.ForList([.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyValue(depth + 2))]),
        _ => Value.ForStruct((Struct)Message(Struct.Descriptor, depth + 1)),
    };
}
