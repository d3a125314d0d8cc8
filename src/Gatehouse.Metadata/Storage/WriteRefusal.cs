namespace Gatehouse.Metadata.Storage;

/// <summary>Why one write of a set cannot be made.</summary>
/// <param name="Index">Position in the set, from 0.</param>
/// <param name="Subject">The name, or other detail, that <paramref name="Reason"/> is about.</param>
public sealed record WriteRefusal(int Index, WriteRefusalReason Reason, string Subject);
