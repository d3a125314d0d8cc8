namespace Gatehouse.Metadata.Storage;

/// <summary>A small piece of state that is not a note or occurrence: an access policy, a token, a manifest, a decision.</summary>
/// <param name="Collection">What it is, for example <c>policies</c>; lower case.</param>
/// <param name="Key">Unique in its collection; lists are in ordinal order of keys.</param>
/// <param name="Revision">Revision of its last change; serves as its etag.</param>
public sealed record Document(string Collection, string Key, ReadOnlyMemory<byte> Content, long Revision);
