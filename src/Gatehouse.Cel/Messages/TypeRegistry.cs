using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>The message and enumeration types that expressions may name. Built once, then only read; the well-known types are always there.</summary>
public sealed class TypeRegistry
{
    private readonly Dictionary<string, MessageType> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumType> _enums = new(StringComparer.Ordinal);

    public TypeRegistry(IEnumerable<MessageType>? messages = null, IEnumerable<EnumType>? enums = null, IEnumerable<(string Extendee, FieldType Field)>? extensions = null)
    {
        foreach (var message in WellKnownTypes.Descriptors().Concat(messages ?? []))
        {
            _messages[message.Name] = message;
        }
        _enums["google.protobuf.NullValue"] = new("google.protobuf.NullValue", new Dictionary<string, int> { ["NULL_VALUE"] = 0 }, isStrong: false);
        foreach (var type in enums ?? [])
        {
            _enums[type.Name] = type;
        }
        foreach (var (extendee, field) in extensions ?? [])
        {
            _messages[extendee].AddExtension(field);
        }
        foreach (var field in _messages.Values.SelectMany(m => m.Fields.Concat(m.Extensions)))
        {
            Link(field);
        }
    }

    /// <summary>Only the well-known types.</summary>
    public static TypeRegistry Empty { get; } = new();

    private void Link(FieldType field)
    {
        if (field.IsMessage)
        {
            field.Message = _messages.TryGetValue(field.TypeName!, out var message) ? message : throw new ArgumentException($"the type of field {field.Name}, {field.TypeName}, is not registered");
        }
        else if (field.Kind == FieldKind.Enum)
        {
            field.Enum = _enums.TryGetValue(field.TypeName!, out var type) ? type : throw new ArgumentException($"the type of field {field.Name}, {field.TypeName}, is not registered");
        }
    }

    internal IEnumerable<EnumType> Enums => _enums.Values;

    public MessageType? FindMessage(string name) => _messages.GetValueOrDefault(name);

    public EnumType? FindEnum(string name) => _enums.GetValueOrDefault(name);

    /// <summary>What a qualified name stands for: the type value of a message or strong enumeration, or a symbol of an enumeration.</summary>
    internal bool TryFindConstant(string name, out CelType type, out Value value)
    {
        if (_messages.ContainsKey(name))
        {
            var named = WellKnownTypes.TypeOf(name);
            (type, value) = (CelType.TypeOf(named), Value.Of(named));
            return true;
        }
        if (_enums.TryGetValue(name, out var self) && self.IsStrong)
        {
            (type, value) = (CelType.TypeOf(self.CelType), Value.Of(self.CelType));
            return true;
        }
        var dot = name.LastIndexOf('.');
        if (dot > 0 && _enums.TryGetValue(name[..dot], out var owner) && owner.TryGetNumber(name[(dot + 1)..], out var number))
        {
            (type, value) = owner.IsStrong ? (owner.CelType, Value.Enum(owner, number)) : (CelType.Int, Value.Of((long)number));
            return true;
        }
        (type, value) = (CelType.Error, default);
        return false;
    }
}
