using System.Collections.Immutable;
using Gatehouse.Admission.Registries;
using Gatehouse.Attestation.Attestors;

namespace Gatehouse.Admission.Languages;

/// <summary>What has to be found out of an image, and whose word counts. Nothing by default, so that nothing is fetched in vain.</summary>
public sealed record FactNeeds
{
    public static readonly FactNeeds None = new();

    /// <summary>Findings, and whether anybody has looked for them.</summary>
    public bool Findings { get; init; }

    /// <summary>Builds that the records tell of, verified with <see cref="Keys"/> and <see cref="Roots"/>.</summary>
    public bool Builds { get; init; }

    /// <summary>When it came into its registry.</summary>
    public bool UploadTime { get; init; }

    /// <summary>Whose attestations in the records are verified.</summary>
    public ImmutableArray<Attestor> Attestors { get; init; } = [];

    /// <summary>Where signatures and statements are looked for in registries; without any no registry is asked. The records are looked at as soon as there is a key or root.</summary>
    public ImmutableArray<EvidencePlace> Places { get; init; } = [];

    /// <summary>Keys that signatures and statements are tried with.</summary>
    public ImmutableArray<TrustedKey> Keys { get; init; } = [];

    /// <summary>Roots that certificates of signatures and statements may chain to.</summary>
    public ImmutableArray<NamedRoot> Roots { get; init; } = [];

    /// <summary>Trust policies that signatures of Notation are judged by.</summary>
    public ImmutableArray<NotationTrust> Notation { get; init; } = [];

    /// <summary>All that either asks for, each thing once.</summary>
    public FactNeeds With(FactNeeds other) => ReferenceEquals(this, None) ? other : ReferenceEquals(other, None) ? this : new()
    {
        Findings = Findings || other.Findings,
        Builds = Builds || other.Builds,
        UploadTime = UploadTime || other.UploadTime,
        Attestors = [.. Attestors.Concat(other.Attestors).DistinctBy(a => a.Name)],
        Places = [.. Places.Concat(other.Places).Distinct()],
        Keys = [.. Keys.Concat(other.Keys).DistinctBy(k => k.Id)],
        Roots = [.. Roots.Concat(other.Roots).DistinctBy(r => r.Name)],
        Notation = [.. Notation.Concat(other.Notation).DistinctBy(n => n.Name)],
    };

    /// <summary>Equal needs ask for the same things by the same names.</summary>
    public bool Equals(FactNeeds? other) => ReferenceEquals(this, other) || (
        other is not null && Findings == other.Findings && Builds == other.Builds && UploadTime == other.UploadTime
        && Same(Attestors, other.Attestors) && Places.AsSpan().SequenceEqual(other.Places.AsSpan()) && Same(Keys, other.Keys) && Same(Roots, other.Roots) && Same(Notation, other.Notation));

    public override int GetHashCode() => HashCode.Combine(Findings, Builds, UploadTime, Attestors.Length, Places.Length, Keys.Length, Roots.Length, Notation.Length);

    /// <summary>Keys and roots are compared as objects: a state of the policies reads each once, and another state may mean another key by the same name.</summary>
    private static bool Same<T>(ImmutableArray<T> one, ImmutableArray<T> other)
        where T : class
    {
        if (one == other)
        {
            return true;
        }

        if (one.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Length; i++)
        {
            if (!ReferenceEquals(one[i], other[i]) && !one[i].Equals(other[i]))
            {
                return false;
            }
        }

        return true;
    }
}
