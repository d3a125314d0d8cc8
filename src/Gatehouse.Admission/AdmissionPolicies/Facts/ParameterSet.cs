using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>The objects of one kind that policies may take for parameters.</summary>
public sealed class ParameterSet
{
    private readonly FrozenDictionary<(string Namespace, string Name), PolicyParameter> _byName;

    /// <param name="isNamespaced">Whether objects of the kind live in namespaces.</param>
    /// <param name="objects">In any order; of two with one name and namespace the last counts.</param>
    public ParameterSet(bool isNamespaced, IEnumerable<PolicyParameter> objects)
    {
        IsNamespaced = isNamespaced;
        var byName = new Dictionary<(string, string), PolicyParameter>();
        foreach (var parameter in objects)
        {
            byName[(isNamespaced ? parameter.Namespace : "", parameter.Name)] = parameter;
        }

        _byName = byName.ToFrozenDictionary();
        Objects = [.. byName.Values.OrderBy(p => p.Namespace, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    public bool IsNamespaced { get; }

    /// <summary>By namespace and name.</summary>
    public ImmutableArray<PolicyParameter> Objects { get; }

    /// <param name="ns">Empty for kinds without namespaces.</param>
    public PolicyParameter? Find(string ns, string name) => _byName.GetValueOrDefault((ns, name));
}
