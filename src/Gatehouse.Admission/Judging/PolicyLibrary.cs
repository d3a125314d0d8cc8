using System.Collections.Immutable;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Policies.Gatehouse;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Admission.Judging;

/// <summary>Holds the policies as they are stored, ready to judge; compiles them anew when one has changed, and not before somebody asks.</summary>
internal sealed class PolicyLibrary(ManifestStore manifests, IEnumerable<IPolicyLanguage> languages) : IDisposable
{
    private const int PageSize = 500;
    private readonly ImmutableArray<IPolicyLanguage> _languages = [.. languages];
    private readonly SemaphoreSlim _compiling = new(1);
    private PolicyState? _state;

    /// <summary>Some document has changed.</summary>
    public void Forget() => Volatile.Write(ref _state, null);

    public ValueTask<PolicyState> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _state) is { } state ? ValueTask.FromResult(state) : CompileAsync(cancellationToken);

    /// <summary>What other documents than the stored ones would say.</summary>
    public PolicyState Compile(IEnumerable<StoredManifest> stored)
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

            var state = Compile(await ReadAsync(cancellationToken));
            Volatile.Write(ref _state, state);
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
