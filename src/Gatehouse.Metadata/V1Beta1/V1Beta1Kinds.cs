using System.Collections.Frozen;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Kinds of both APIs, by name. The kinds that only v1beta1 has are stored under the numbers 101 to 105, which v1 clients see as enum numbers they do not know.
/// </summary>
public static class V1Beta1Kinds
{
    /// <summary>What is added to a kind of v1beta1 only: INTOTO (8) is stored as 101, SPDX_RELATIONSHIP (12) as 105.</summary>
    private const int Offset = 93;

    private static readonly FrozenDictionary<Grafeas.V1Beta1.NoteKind, NoteKind> V1ByV1Beta1 = Enum.GetValues<Grafeas.V1Beta1.NoteKind>()
        .ToFrozenDictionary(k => k, k => Enum.TryParse<NoteKind>(k.ToString(), out var same) ? same : (NoteKind)((int)k + Offset));

    private static readonly FrozenDictionary<NoteKind, Grafeas.V1Beta1.NoteKind> V1Beta1ByV1 = V1ByV1Beta1.ToFrozenDictionary(p => p.Value, p => p.Key);

    private static readonly FrozenDictionary<int, NoteKind> NoteMembers = Members(Grafeas.V1Beta1.Note.Descriptor.Oneofs.Single(o => o.Name == "type"));

    private static readonly FrozenDictionary<int, NoteKind> OccurrenceMembers = Members(Grafeas.V1Beta1.Occurrence.Descriptor.Oneofs.Single(o => o.Name == "details"));

    /// <returns>False for a number that v1beta1 does not define.</returns>
    public static bool TryToV1(Grafeas.V1Beta1.NoteKind kind, out NoteKind v1) => V1ByV1Beta1.TryGetValue(kind, out v1);

    /// <returns>False for a kind that v1beta1 does not have, such as UPGRADE.</returns>
    public static bool TryFromV1(NoteKind kind, out Grafeas.V1Beta1.NoteKind v1Beta1) => V1Beta1ByV1.TryGetValue(kind, out v1Beta1);

    /// <summary>The kind of a note whose details only v1beta1 knows, stored beside its fields.</summary>
    /// <returns>False when it has no such details.</returns>
    public static bool TryDerive(Note note, out NoteKind kind) => TryDerive(note, NoteMembers, out kind);

    /// <inheritdoc cref="TryDerive(Note, out NoteKind)"/>
    public static bool TryDerive(Occurrence occurrence, out NoteKind kind) => TryDerive(occurrence, OccurrenceMembers, out kind);

    /// <summary>The name of a kind that only v1beta1 has; null for all others.</summary>
    public static string? FindName(NoteKind kind) =>
        !Enum.IsDefined(kind) && TryFromV1(kind, out var v1Beta1)
            ? Grafeas.V1Beta1.CommonReflection.Descriptor.EnumTypes.Single(e => e.Name == nameof(NoteKind)).FindValueByNumber((int)v1Beta1).Name
            : null;

    private static bool TryDerive(IMessage record, FrozenDictionary<int, NoteKind> members, out NoteKind kind)
    {
        kind = NoteKind.Unspecified;
        try
        {
            var remainders = WireReader.Read(record.ToByteArray()).Where(f => f is { Number: ReservedFields.Remainder, Type: WireFormat.WireType.LengthDelimited });
            var details = remainders.SelectMany(r => WireReader.Read(r.Value)).Where(f => f.Type == WireFormat.WireType.LengthDelimited && members.ContainsKey(f.Number));
            kind = details.Select(f => members[f.Number]).LastOrDefault();
        }
        catch (InvalidDataException)
        {
            // A v1 client may send any bytes under our number; they say nothing then.
        }

        return kind != NoteKind.Unspecified;
    }

    private static FrozenDictionary<int, NoteKind> Members(Google.Protobuf.Reflection.OneofDescriptor details)
    {
        var kinds = Grafeas.V1Beta1.CommonReflection.Descriptor.EnumTypes.Single(e => e.Name == nameof(NoteKind)).Values;
        return kinds
            .Where(k => !Enum.IsDefined(V1ByV1Beta1[(Grafeas.V1Beta1.NoteKind)k.Number]))
            .ToDictionary(k => details.Fields.Single(f => string.Equals(f.Name, k.Name, StringComparison.OrdinalIgnoreCase)).FieldNumber, k => V1ByV1Beta1[(Grafeas.V1Beta1.NoteKind)k.Number])
            .ToFrozenDictionary();
    }
}
