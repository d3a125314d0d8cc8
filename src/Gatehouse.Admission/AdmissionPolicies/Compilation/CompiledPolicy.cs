using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Matching;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>What both kinds of policy need to run. Expressions that do not compile are errors when they are evaluated, as they are for the API server.</summary>
internal abstract class CompiledPolicy
{
    protected CompiledPolicy(AdmissionPolicy policy, IEnumerable<AdmissionPolicyBinding> bindings, int kubernetesMinor)
    {
        Document = policy;
        Compiler = new(kubernetesMinor, policy.ParamKind is not null, hasVariables: true);
        Match = policy.MatchConstraints is { } match ? new(match) : null;
        Variables = [.. policy.Variables.Select(v => new CompiledVariable(new(v.Name), Compiler.CompileVariable(v)))];
        Conditions = [.. policy.MatchConditions.Select(c => Compiler.Compile(c.Expression, ExpressionUse.MatchCondition))];
        Bindings = [.. bindings.OrderBy(b => b.Name, StringComparer.Ordinal).Select(b => new CompiledBinding(b))];
    }

    protected ExpressionCompiler Compiler { get; }

    public AdmissionPolicy Document { get; }

    public bool IgnoresErrors => Document.FailurePolicy == "Ignore";

    /// <summary>Null for a document without constraints, which is about nothing.</summary>
    public CompiledMatch? Match { get; }

    public CompiledVariable[] Variables { get; }

    public CompiledExpression[] Conditions { get; }

    public CompiledBinding[] Bindings { get; }
}
