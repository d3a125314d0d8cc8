using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Messages;

/// <summary>A message type: its fields by name, JSON name and number, and the extensions known of it.</summary>
public sealed class MessageType
{
    private readonly Dictionary<string, FieldType> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldType> _byJsonName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, FieldType> _byNumber = [];
    private readonly Dictionary<string, FieldType> _extensions = new(StringComparer.Ordinal);

    public MessageType(string name, IEnumerable<FieldType> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Name = name;
        CelType = CelType.Message(name);
        foreach (var field in fields)
        {
            _byName.Add(field.Name, field);
            _byNumber.Add(field.Number, field);
            _byJsonName.TryAdd(field.JsonName, field);
        }
    }

    public string Name { get; }

    public CelType CelType { get; }

    public IEnumerable<FieldType> Fields => _byName.Values;

    public IEnumerable<FieldType> Extensions => _extensions.Values;

    /// <summary>A field by its name, or an extension by its full name.</summary>
    public FieldType? Find(string name) => _byName.TryGetValue(name, out var field) ? field : _extensions.GetValueOrDefault(name);

    public FieldType? FindByNumber(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>A field by its JSON name, its name, or <c>[full.name]</c> for an extension.</summary>
    public FieldType? FindByJsonName(string name) =>
        name is ['[', .., ']'] ? _extensions.GetValueOrDefault(name[1..^1]) : _byJsonName.GetValueOrDefault(name) ?? _byName.GetValueOrDefault(name);

    internal void AddExtension(FieldType extension)
    {
        _extensions[extension.Name] = extension;
        _byNumber[extension.Number] = extension;
    }
}
