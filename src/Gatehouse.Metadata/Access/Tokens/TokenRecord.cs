using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>What is stored of a token, in collection <c>tokens</c> under the hash of its text.</summary>
internal sealed record TokenRecord
{
    public const string Collection = "tokens";

    /// <summary>Where the last use of each token stands, by the same key; apart, so that a use never undoes a revocation.</summary>
    public const string UseCollection = "token-uses";

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    public required string Principal { get; init; }

    public required ImmutableArray<string> Groups { get; init; }

    public required ImmutableArray<string> Scopes { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Null for the administrator's token of a data directory, which lives as long as its file.</summary>
    public required DateTimeOffset? ExpireTime { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, AccessJson.Default.TokenRecord);

    public static TokenRecord Read(ReadOnlyMemory<byte> content) => JsonSerializer.Deserialize(content.Span, AccessJson.Default.TokenRecord)!;
}
