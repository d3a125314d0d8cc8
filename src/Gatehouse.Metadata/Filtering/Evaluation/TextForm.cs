namespace Gatehouse.Metadata.Filtering.Evaluation;

internal enum TextForm
{
    Plain,

    /// <summary>The canonical form of the field is compared with a canonical literal.</summary>
    CanonicalUri,

    /// <summary>A prefix inside the scheme: the URI as written or its canonical form may start with it.</summary>
    WrittenOrCanonicalUri,
}
