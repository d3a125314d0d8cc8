using System.Collections.Immutable;

namespace Gatehouse.Fakes.Storage;

internal sealed record InMemoryRequest(string Fingerprint, ImmutableArray<string> Names, DateTimeOffset Time);
