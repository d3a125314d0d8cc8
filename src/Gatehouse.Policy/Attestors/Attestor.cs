using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;

namespace Gatehouse.Policy.Attestors;

/// <summary>
/// Somebody who attests images: attestations are occurrences of the note, signed with one of the keys. Kritis's <c>AttestationAuthority</c> and Binary Authorization's attestor are both one.
/// </summary>
public sealed record Attestor
{
    /// <summary>As policies name it: an authority's name in its namespace, or <c>projects/P/attestors/A</c>.</summary>
    public required string Name { get; init; }

    public required NoteName Note { get; init; }

    /// <summary>Any one suffices, so that keys can be rotated; without one it never attests anything.</summary>
    public ImmutableArray<AttestorKey> Keys { get; init; } = [];
}
