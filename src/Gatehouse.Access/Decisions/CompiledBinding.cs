using Gatehouse.Access.Conditions;
using Gatehouse.Access.Policies;

namespace Gatehouse.Access.Decisions;

/// <summary>A binding of a policy, with its role looked up and its condition ready.</summary>
internal sealed class CompiledBinding(PolicyBinding binding, PermissionSet set)
{
    private readonly CompiledCondition? _condition = binding.Condition is null ? null : new(binding.Condition);

    public PolicyBinding Binding => binding;

    public PermissionSet Set => set;

    public bool Holds(in AccessQuestion question) => _condition is null || _condition.Holds(question);

    public string? FindObstacle(in AccessQuestion question) => _condition?.FindObstacle(question);
}
