using Gatehouse.Admission.AdmissionPolicies.Documents;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>A validating policy that is ready to run.</summary>
internal sealed class CompiledValidatingPolicy : CompiledPolicy
{
    public CompiledValidatingPolicy(ValidatingAdmissionPolicy policy, IEnumerable<AdmissionPolicyBinding> bindings, int kubernetesMinor)
        : base(policy, bindings, kubernetesMinor)
    {
        Policy = policy;
        Validations = [.. policy.Validations.Select(v => Compiler.Compile(v.Expression, ExpressionUse.Validation))];
        Messages = [.. policy.Validations.Select(v => v.MessageExpression.Length == 0 ? null : Compiler.Compile(v.MessageExpression, ExpressionUse.Message))];
        AuditAnnotations = [.. policy.AuditAnnotations.Select(a => Compiler.Compile(a.ValueExpression, ExpressionUse.AuditAnnotation))];
        MessageCount = Messages.Count(m => m is not null);
    }

    public ValidatingAdmissionPolicy Policy { get; }

    public CompiledExpression[] Validations { get; }

    /// <summary>One for each validation; null for those without.</summary>
    public CompiledExpression?[] Messages { get; }

    public int MessageCount { get; }

    public CompiledExpression[] AuditAnnotations { get; }
}
