using System.Text;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Facts;
using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>One request before all validating policies (k8s.io/apiserver, <c>admission/plugin/policy/validating</c>). Used once.</summary>
internal sealed class ValidationRun(PolicyRequest request, PolicyFacts facts, PolicyLimits limits, bool keepsDecisions, CancellationToken cancellation)
{
    private readonly RequestScope _scope = new(request, facts);
    private readonly ValidationRecord _record = new(keepsDecisions);
    private ExpressionRunner? _runner;
    private ExpressionOutcome[] _outcomes = [];

    public ValidationAnswer Run(CompiledValidatingPolicy[] policies)
    {
        foreach (var policy in policies)
        {
            Judge(policy);
        }

        return _record.ToAnswer(_scope);
    }

    private void Judge(CompiledValidatingPolicy policy)
    {
        if (policy.Bindings.Length == 0 || policy.Match is not { } constraints)
        {
            return;
        }

        var match = constraints.Match(_scope);
        if (match.Error is { } error)
        {
            _record.AddConfigurationError(policy, null, error);
        }
        else if (match.IsMatch)
        {
            JudgeMatched(policy, match);
        }
    }

    private void JudgeMatched(CompiledValidatingPolicy policy, in MatchOutcome match)
    {
        if (policy.Document.ParamKind is { } kind && !facts.Parameters.ContainsKey(kind))
        {
            _record.AddConfigurationError(policy, null, $"failed to find resource referenced by paramKind: '{kind}'");
            return;
        }

        var annotations = policy.AuditAnnotations.Length == 0 ? null : new AnnotationCollector();
        foreach (var binding in policy.Bindings)
        {
            var bound = binding.Match(_scope);
            if (bound.Error is { } error)
            {
                _record.AddConfigurationError(policy, binding, error);
            }
            else if (bound.IsMatch)
            {
                JudgeBound(policy, binding, match, annotations);
            }
        }

        _record.Publish(policy, annotations);
    }

    private void JudgeBound(CompiledValidatingPolicy policy, CompiledBinding binding, in MatchOutcome match, AnnotationCollector? annotations)
    {
        var parameters = ParameterCollector.Collect(policy, binding, _scope, out var error);
        if (error is not null)
        {
            _record.AddConfigurationError(policy, binding, error);
            return;
        }

        if (_scope.FindVersion(match.Kind) is not { } objects)
        {
            _record.AddConfigurationError(policy, null, $"failed to convert object version: unable to convert {request.Kind} to {match.Kind}");
            return;
        }

        if (_scope.HasNamespace && facts.Namespace is null)
        {
            _record.AddAbsentNamespace(policy, binding, request.Namespace);
            return;
        }

        foreach (var parameter in parameters)
        {
            JudgeOnce(policy, binding, match, objects, parameter, annotations);
        }
    }

    private void JudgeOnce(CompiledValidatingPolicy policy, CompiledBinding binding, in MatchOutcome match, VersionedObjects objects, PolicyParameter? parameter, AnnotationCollector? annotations)
    {
        var runner = _runner ??= new(_scope, limits, cancellation);
        runner.Bind(match, objects, policy.Variables, parameter?.Value ?? Value.Null);
        var conditions = MatchConditions.Evaluate(policy, runner, limits);
        if (!conditions.IsMatch)
        {
            if (conditions.Error is { } error)
            {
                _record.AddError(policy, binding, parameter, 0, error);
            }

            return;
        }

        var start = _record.Mark();
        if (!TryValidate(policy, binding, parameter, runner) || !TryAnnotate(policy, binding, runner, annotations))
        {
            // What was found so far does not count: the policy as a whole has failed.
            _record.Reset(start);
            _record.AddError(policy, binding, parameter, 0, ExpressionRunner.OutOfBudget);
        }
    }

    private bool TryValidate(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, ExpressionRunner runner)
    {
        var count = policy.Validations.Length;
        if (_outcomes.Length < count)
        {
            _outcomes = new ExpressionOutcome[count];
        }

        var allTrue = true;
        runner.Begin(limits.Policy, hasAuthorizer: true);
        for (var i = 0; i < count; i++)
        {
            if (!runner.TryRun(policy.Validations[i], out _outcomes[i]))
            {
                return false;
            }

            allTrue &= _outcomes[i].IsTrue;
        }

        if (allTrue && !keepsDecisions && AreMessagesAffordable(policy, runner))
        {
            return true;
        }

        Decide(policy, binding, parameter, runner);
        return true;
    }

    // The API server evaluates every message, needed or not, on what the validations left of the budget, and a budget that is spent on them denies. Here they are evaluated only when
    // needed, unless all of them together could come that far.
    private bool AreMessagesAffordable(CompiledValidatingPolicy policy, ExpressionRunner runner)
    {
        var unknown = policy.MessageCount == 0 ? 0
            : policy.MessageCount + (runner.WasAuthorizerAsked ? policy.Variables.Length : policy.Variables.Length - runner.Variables.EvaluatedCount);
        return unknown * limits.Expression + runner.Variables.TotalCost <= runner.Budget;
    }

    private void Decide(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, ExpressionRunner runner)
    {
        var isLazy = AreMessagesAffordable(policy, runner);
        runner.Begin(runner.Budget, hasAuthorizer: false);
        var messages = isLazy ? null : EvaluateMessages(policy, runner);
        var isSpent = !isLazy && messages is null;
        for (var i = 0; i < policy.Validations.Length; i++)
        {
            if ((_outcomes[i].Error ?? (isSpent ? $"failed messageExpression: {ExpressionRunner.OutOfBudget}" : null)) is { } error)
            {
                _record.AddError(policy, binding, parameter, i, error);
            }
            else if (_outcomes[i].IsTrue)
            {
                _record.AddKept(policy, binding, parameter, i);
            }
            else
            {
                var message = messages is null ? EvaluateMessage(policy, i, runner) : messages[i];
                _record.AddFailure(policy, binding, parameter, i, Phrase(policy, i, message));
            }
        }
    }

    private static ExpressionOutcome EvaluateMessage(CompiledValidatingPolicy policy, int index, ExpressionRunner runner)
    {
        var outcome = default(ExpressionOutcome);
        _ = policy.Messages[index] is { } message && runner.TryRun(message, out outcome);
        return outcome;
    }

    private static ExpressionOutcome[]? EvaluateMessages(CompiledValidatingPolicy policy, ExpressionRunner runner)
    {
        var outcomes = new ExpressionOutcome[policy.Messages.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (policy.Messages[i] is { } message && !runner.TryRun(message, out outcomes[i]))
            {
                return null;
            }
        }

        return outcomes;
    }

    private string Phrase(CompiledValidatingPolicy policy, int index, in ExpressionOutcome message)
    {
        var validation = policy.Policy.Validations[index];
        var made = message is { Error: null, Value.Kind: ValueKind.String } ? message.Value.AsString.Trim() : "";
        return made.Length > 0 && !made.Contains('\n') && Encoding.UTF8.GetByteCount(made) <= limits.Message ? made
            : validation.Message.Trim() is { Length: > 0 } given ? given
            : $"failed expression: {validation.Expression.Trim()}";
    }

    private bool TryAnnotate(CompiledValidatingPolicy policy, CompiledBinding binding, ExpressionRunner runner, AnnotationCollector? annotations)
    {
        if (annotations is null)
        {
            return true;
        }

        runner.Begin(limits.Policy, hasAuthorizer: false);
        List<(string Key, string Value)> found = [];
        List<string> errors = [];
        foreach (var (i, expression) in policy.AuditAnnotations.Index())
        {
            if (!runner.TryRun(expression, out var outcome))
            {
                return false;
            }

            if (outcome.Error is { } error)
            {
                errors.Add(error);
            }
            else if (outcome.Value.Kind == ValueKind.String && outcome.Value.AsString.Trim() is { Length: > 0 } text)
            {
                found.Add((policy.Policy.AuditAnnotations[i].Key, Cut(text)));
            }
        }

        found.ForEach(f => annotations.Add(f.Key, f.Value));
        errors.ForEach(e => _record.AddAnnotationError(policy, binding, e));
        return true;
    }

    private string Cut(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length <= limits.AuditAnnotation)
        {
            return text;
        }

        var end = limits.AuditAnnotation;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8, 0, end);
    }
}
