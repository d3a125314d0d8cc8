using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Languages.Kritis;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Admission.Policies.Gatehouse;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Admission.Judging;

/// <summary>Holds the policies as they are stored, ready to judge; compiles them anew when one has changed, and not before somebody asks.</summary>
internal sealed class PolicyLibrary(ManifestStore manifests, IEnumerable<IPolicyLanguage> languages) : IDisposable
{
    private const int PageSize = 500;
    /// <summary>Documents that say nothing by themselves.</summary>
    private static readonly FrozenSet<string> NamedKinds = [AttestationAuthorityKind.Name, AttestorKind.Name, TrustedKeyKind.Name, TrustedRootKind.Name];

    private readonly ImmutableArray<IPolicyLanguage> _languages = [.. languages];
    private readonly SemaphoreSlim _compiling = new(1);
    private readonly Lock _lock = new();
    private PolicyState? _state;
    private long _changes;

    /// <summary>Some document has changed. What is being compiled at this moment may be of before and is not kept.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _changes++;
            _state = null;
        }
    }

    public ValueTask<PolicyState> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _state) is { } state ? ValueTask.FromResult(state) : CompileAsync(cancellationToken);

    /// <summary>What drafts would say, with the keys, roots and authorities that are stored; also those for whoever signs.</summary>
    public async ValueTask<PolicyState> CompileAsync(ImmutableArray<StoredManifest> drafts, CancellationToken cancellationToken)
    {
        var keys = drafts.Select(d => d.Key).ToHashSet();
        var stored = (await ReadAsync(cancellationToken)).Where(s => NamedKinds.Contains(s.Kind) && !keys.Contains(s.Key));
        ImmutableArray<StoredManifest> all = [.. drafts, .. stored];
        var documents = new PolicyDocuments(all);
        var state = Compile(all);
        return state with { Judges = [.. state.Judges, new SigningJudge(documents.List(new VulnzSigningPolicyKind()), documents.List(new BuildPolicyKind()))] };
    }

    private PolicyState Compile(IEnumerable<StoredManifest> stored)
    {
        var documents = new PolicyDocuments(stored);
        return new([.. _languages.Select(l => l.Compile(documents))], documents.List(new PolicyExceptionKind()));
    }

    public void Dispose() => _compiling.Dispose();

    private async ValueTask<PolicyState> CompileAsync(CancellationToken cancellationToken)
    {
        await _compiling.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref _state) is { } made)
            {
                return made;
            }

            var before = Interlocked.Read(ref _changes);
            var state = Compile(await ReadAsync(cancellationToken));
            lock (_lock)
            {
                _state = before == _changes ? state : null;
            }

            return state;
        }
        finally
        {
            _compiling.Release();
        }
    }

    private async ValueTask<ImmutableArray<StoredManifest>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<StoredManifest>();
        ImmutableArray<StoredManifest> page;
        do
        {
            page = await manifests.ListAsync("", all.Count == 0 ? "" : all[^1].Key.ToString(), PageSize, cancellationToken);
            all.AddRange(page);
        }
        while (page.Length == PageSize);
        return all.ToImmutable();
    }
}
