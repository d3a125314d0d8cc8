using System.Collections.Immutable;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Policy.Sigstore;

/// <summary>Where the keys of an authority come from.</summary>
public abstract record KeySource
{
    private KeySource()
    {
    }

    /// <summary>What facts call its keys, or, when it cannot be read, the source.</summary>
    public abstract ImmutableArray<string> Ids { get; }

    /// <summary>In the policy itself.</summary>
    public sealed record Inline(ImmutableArray<PublicKey> Keys) : KeySource
    {
        public override ImmutableArray<string> Ids => [.. Keys.Select(k => k.Id)];
    }

    /// <summary>In a Secret.</summary>
    /// <param name="Namespace">Empty for that of whoever judges.</param>
    public sealed record Secret(string Namespace, string Name) : KeySource
    {
        public override ImmutableArray<string> Ids => [$"secret:{Namespace}/{Name}"];
    }

    /// <summary>In a key management service.</summary>
    public sealed record Service(string Uri) : KeySource
    {
        public override ImmutableArray<string> Ids => [Uri];
    }
}
