using System.Collections.Immutable;
using Gatehouse.Artifacts.Spelling;
using Gatehouse.Metadata.Filtering.Syntax;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>
/// Follows the parts of one path through the descriptors. Members of a <c>google.protobuf.Struct</c> become ordinary steps through its map of
/// <c>google.protobuf.Value</c>.
/// </summary>
internal sealed class FieldResolver
{
    private static readonly FieldDescriptor StructFields = Struct.Descriptor.FindFieldByNumber(Struct.FieldsFieldNumber);
    private static readonly FieldDescriptor ValueStruct = Value.Descriptor.FindFieldByNumber(Value.StructValueFieldNumber);
    private static readonly FieldDescriptor ValueList = Value.Descriptor.FindFieldByNumber(Value.ListValueFieldNumber);
    private static readonly FieldDescriptor ListValues = ListValue.Descriptor.FindFieldByNumber(ListValue.ValuesFieldNumber);

    private readonly FilterSchema _schema;
    private readonly PathNode _path;
    private readonly ImmutableArray<FieldStep>.Builder _steps = ImmutableArray.CreateBuilder<FieldStep>();

    /// <summary>What the steps so far lead to; null at the record itself.</summary>
    private FieldDescriptor? _leaf;
    private bool _isMap;
    private bool _mayIndex;
    private string _walked = "";

    private FieldResolver(FilterSchema schema, PathNode path) => (_schema, _path) = (schema, path);

    public static ResolvedField Resolve(FilterSchema schema, PathNode path) => new FieldResolver(schema, path).Resolve();

    /// <summary>The members of a Struct are a map to their names.</summary>
    public static ResolvedField MembersOf(ResolvedField structure) => structure.Append(StructFields);

    private ResolvedField Resolve()
    {
        var (alias, taken) = FindAlias();
        if (alias?.Column is { } column)
        {
            return taken == _path.Parts.Length
                ? new(new(_path.Text, [], column), null, false, _path.Start)
                : throw new BindingException(_path.Parts[taken].Start, $"\"{alias.Name}\" is text and has no parts");
        }

        foreach (var name in alias?.Target ?? [])
        {
            Walk(new(PathPartKind.Name, name, 0, _path.Start));
        }

        foreach (var part in _path.Parts.AsSpan()[taken..])
        {
            Walk(part);
        }

        return new(new(_path.Text, _steps.ToImmutable(), FindColumn()), _leaf, _isMap, _path.Start);
    }

    /// <summary>The longest alias that the path starts with, and how many parts it takes.</summary>
    private (FieldAlias? Alias, int Taken) FindAlias()
    {
        for (var count = Math.Min(FieldAlias.MaximumNames, _path.Parts.Length); count > 0; count--)
        {
            var parts = _path.Parts.Take(count);
            if (parts.All(p => p.Kind == PathPartKind.Name) && _schema.FindAlias(string.Join('.', parts.Select(p => p.Name))) is { } alias)
            {
                return (alias, count);
            }
        }

        return (null, 0);
    }

    private RecordColumn? FindColumn() =>
        _steps.All(s => s is { Index: null, Key: null }) ? _schema.FindColumn(string.Join('.', _steps.Select(s => s.Field.Name))) : null;

    private void Walk(PathPart part)
    {
        if (part.Kind is PathPartKind.Name or PathPartKind.QuotedName)
        {
            WalkName(part);
            _walked = _walked.Length == 0 ? part.Name : $"{_walked}.{part.Name}";
        }
        else
        {
            WalkIndex(part);
        }
    }

    private void WalkName(PathPart part)
    {
        var message = _leaf is null ? _schema.Message : _leaf.FieldType == FieldType.Message ? _leaf.MessageType : null;
        if (_isMap)
        {
            TakeKey(part);
        }
        else if (message == Struct.Descriptor)
        {
            Step(StructFields);
            TakeKey(part);
        }
        else if (message == Value.Descriptor)
        {
            Step(ValueStruct);
            Step(StructFields);
            TakeKey(part);
        }
        else if (message is null)
        {
            throw new BindingException(part.Start, $"\"{_walked}\" is {TypeName.Of(_leaf!)} and has no field \"{part.Name}\"");
        }
        else
        {
            Step(_schema.FieldsOf(message).Find(part.Name) ?? throw Unknown(part, message));
        }
    }

    private void Step(FieldDescriptor field)
    {
        _steps.Add(new(field));
        (_leaf, _isMap, _mayIndex) = (field, field.IsMap, field is { IsRepeated: true, IsMap: false });
    }

    private void TakeKey(PathPart part)
    {
        if (_leaf!.MessageType.FindFieldByNumber(1).FieldType != FieldType.String)
        {
            throw new BindingException(part.Start, $"the keys of \"{_walked}\" are no text: such a map cannot be filtered");
        }

        _steps[^1] = _steps[^1] with { Key = part.Name };
        (_leaf, _isMap, _mayIndex) = (_leaf.MessageType.FindFieldByNumber(2), false, false);
    }

    private void WalkIndex(PathPart part)
    {
        if (!_isMap && !_mayIndex && _leaf is { FieldType: FieldType.Message } && _leaf.MessageType == Value.Descriptor)
        {
            Step(ValueList);
            Step(ListValues);
        }

        if (!_mayIndex)
        {
            throw new BindingException(part.Start, $"\"{_walked}\" has no elements to number");
        }

        _mayIndex = false;
        if (part.Kind == PathPartKind.Index)
        {
            _steps[^1] = _steps[^1] with { Index = part.Index };
        }
    }

    private BindingException Unknown(PathPart part, MessageDescriptor message)
    {
        var isRoot = _leaf is null;
        var nearest = NearestName.Find(part.Name, isRoot ? _schema.RootNames : _schema.FieldsOf(message).Names);
        var owner = isRoot ? $"a record of type {message.Name}" : $"\"{_walked}\"";
        return new(part.Start, $"{owner} has no field \"{part.Name}\"" + (nearest is null ? "" : $"; did you mean \"{nearest}\"?"));
    }
}
