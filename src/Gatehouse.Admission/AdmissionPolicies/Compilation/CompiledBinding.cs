using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Matching;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>A binding that is ready to be asked.</summary>
internal sealed class CompiledBinding(AdmissionPolicyBinding binding)
{
    private readonly CompiledMatch? _match = binding.MatchResources is { } match ? new(match) : null;

    public AdmissionPolicyBinding Document => binding;

    public bool Denies { get; } = binding.ValidationActions.Contains("Deny");

    public bool Warns { get; } = binding.ValidationActions.Contains("Warn");

    public bool Audits { get; } = binding.ValidationActions.Contains("Audit");

    public CompiledSelector? ParamSelector { get; } = binding.ParamRef?.Selector is { } selector ? new(selector) : null;

    public MatchOutcome Match(Evaluation.RequestScope scope) => _match?.Match(scope) ?? MatchOutcome.Yes(scope.Request.Resource, scope.Request.Kind);
}
