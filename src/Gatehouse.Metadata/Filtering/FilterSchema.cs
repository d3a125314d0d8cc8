using System.Collections.Frozen;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering.Binding;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering;

/// <summary>The fields that filters on one type of record may name. Immutable; built once per type.</summary>
public sealed class FilterSchema
{
    private readonly FrozenDictionary<MessageDescriptor, MessageFields> _messages;
    private readonly FrozenDictionary<string, FieldAlias> _aliases;
    private readonly FrozenDictionary<string, RecordColumn> _columns;

    private FilterSchema(MessageDescriptor message, IEnumerable<FieldAlias> aliases, FrozenDictionary<string, RecordColumn> columns)
    {
        Message = message;
        _messages = MessageFields.Reachable(message);
        _aliases = aliases.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);
        _columns = columns;
        SortableFields = [.. RecordColumns.SortableFields(columns, _aliases.Values)];
    }

    public static FilterSchema Occurrences { get; } = new(Occurrence.Descriptor, FieldAliases.OfOccurrences, RecordColumns.OfOccurrences);

    public static FilterSchema Notes { get; } = new(Note.Descriptor, FieldAliases.OfNotes, RecordColumns.OfNotes);

    /// <summary>A schema of any message: its fields by path, without aliases and columns unless it is a note or an occurrence.</summary>
    public static FilterSchema For(MessageDescriptor message) =>
        message == Occurrence.Descriptor ? Occurrences
        : message == Note.Descriptor ? Notes
        : new(message, [], FrozenDictionary<string, RecordColumn>.Empty);

    public MessageDescriptor Message { get; }

    /// <summary>What <see cref="OrderByParser"/> accepts, in ordinal order, as written in JSON.</summary>
    internal IReadOnlyList<string> SortableFields { get; }

    internal IEnumerable<string> RootNames => _messages[Message].Names.Concat(_aliases.Keys);

    internal MessageFields FieldsOf(MessageDescriptor message) => _messages[message];

    internal FieldAlias? FindAlias(string name) => _aliases.GetValueOrDefault(name);

    internal RecordColumn? FindColumn(string path) => _columns.TryGetValue(path, out var column) ? column : null;
}
