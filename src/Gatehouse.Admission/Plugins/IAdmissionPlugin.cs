namespace Gatehouse.Admission.Plugins;

/// <summary>One plugin of an admission chain. Pure: the same request and facts give the same answer. Safe to call from any thread.</summary>
public interface IAdmissionPlugin
{
    /// <summary>As an <c>AdmissionConfiguration</c> spells it, for example <c>PodSecurity</c>.</summary>
    string Name { get; }

    /// <summary>Whether the plugin has anything to say about such a request. Cheap; what it refuses is neither changed nor validated.</summary>
    bool Handles(AdmissionAttributes request);

    /// <returns>What to change of the object, in order; empty for nothing.</returns>
    IReadOnlyList<PatchOperation> Mutate(AdmissionAttributes request, ClusterFacts facts) => [];

    /// <summary>Looks at the object as all mutations left it.</summary>
    PluginAnswer Validate(AdmissionAttributes request, ClusterFacts facts);
}
