using System.Collections.Immutable;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Admission.Facts;

/// <summary>The filter for what an admission decision has to know of an image: indexed columns only.</summary>
internal static class FactQueries
{
    private static readonly FieldPath ResourceUri = Path("resource_uri", RecordColumn.ResourceUri);
    private static readonly FieldPath NoteName = Path("note_name", RecordColumn.NoteName);
    private static readonly FieldPath Kind = Path("kind", RecordColumn.Kind);

    private static readonly ImmutableArray<NoteKind> SignedKinds = [NoteKind.Attestation, NoteKind.Build, NoteKind.DsseAttestation, NoteKind.SbomReference];

    public static FilterExpression About(ImmutableArray<string> resources) => new FilterExpression.And(
    [
        Any([.. resources.Select(r => Equal(ResourceUri, new FilterValue.Text(r)))]),
        Any([Equal(Kind, new FilterValue.EnumNumber((int)NoteKind.Vulnerability)), Equal(Kind, new FilterValue.EnumNumber((int)NoteKind.Discovery))]),
    ]);

    /// <summary>What anybody has signed of an image and recorded.</summary>
    public static FilterExpression Signed(ImmutableArray<string> resources) => new FilterExpression.And(
    [
        Any([.. resources.Select(r => Equal(ResourceUri, new FilterValue.Text(r)))]),
        Any([.. SignedKinds.Select(k => Equal(Kind, new FilterValue.EnumNumber((int)k)))]),
    ]);

    /// <summary>What an attestor has said of an image.</summary>
    public static FilterExpression Attestations(ImmutableArray<string> resources, string note) => new FilterExpression.And(
    [
        Any([.. resources.Select(r => Equal(ResourceUri, new FilterValue.Text(r)))]),
        Equal(Kind, new FilterValue.EnumNumber((int)NoteKind.Attestation)),
        Equal(NoteName, new FilterValue.Text(note)),
    ]);

    private static FilterExpression Any(ImmutableArray<FilterExpression> terms) => terms is [var only] ? only : new FilterExpression.Or(terms);

    private static FilterExpression Equal(FieldPath field, FilterValue value) => new FilterExpression.Comparison(field, ComparisonOperator.Equal, value);

    private static FieldPath Path(string field, RecordColumn column) => new(field, [new(Occurrence.Descriptor.FindFieldByName(field))], column);
}
