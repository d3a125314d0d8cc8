using System.Collections.Frozen;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.V1Beta1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Kinds;

/// <summary>Kinds follow from the member that is set in a record's oneof: the members are named as the kinds.</summary>
public static class NoteKinds
{
    private static readonly FrozenDictionary<string, NoteKind> ByMember = Descriptors()
        .Where(v => v.Number != 0)
        .ToFrozenDictionary(v => v.Name.ToLowerInvariant(), v => (NoteKind)v.Number);

    private static readonly OneofDescriptor NoteDetails = Note.Descriptor.Oneofs.Single(o => o.Name == "type");
    private static readonly OneofDescriptor OccurrenceDetails = Occurrence.Descriptor.Oneofs.Single(o => o.Name == "details");

    /// <summary>Names of the oneof members a note may have.</summary>
    public static IEnumerable<string> NoteMembers => NoteDetails.Fields.Select(f => f.Name);

    /// <summary>Names of the oneof members an occurrence may have.</summary>
    public static IEnumerable<string> OccurrenceMembers => OccurrenceDetails.Fields.Select(f => f.Name);

    /// <returns>The kind of the details that are set; unspecified when none are.</returns>
    public static NoteKind Of(Note note) => Of(NoteDetails, note) is { } kind ? kind : V1Beta1Kinds.TryDerive(note, out var older) ? older : NoteKind.Unspecified;

    /// <returns>The kind of the details that are set; unspecified when none are.</returns>
    public static NoteKind Of(Occurrence occurrence) =>
        Of(OccurrenceDetails, occurrence) is { } kind ? kind : V1Beta1Kinds.TryDerive(occurrence, out var older) ? older : NoteKind.Unspecified;

    /// <summary>The name of a kind as the enum spells it, or its number when this version does not know it.</summary>
    public static string NameOf(NoteKind kind) => Descriptors().FirstOrDefault(v => v.Number == (int)kind)?.Name ?? V1Beta1Kinds.FindName(kind) ?? ((int)kind).ToString(null, null);

    private static NoteKind? Of(OneofDescriptor details, IMessage record) =>
        details.Accessor.GetCaseFieldDescriptor(record) is { } member ? ByMember[member.Name] : null;

    private static IList<EnumValueDescriptor> Descriptors() => CommonReflection.Descriptor.EnumTypes.Single(e => e.Name == nameof(NoteKind)).Values;
}
