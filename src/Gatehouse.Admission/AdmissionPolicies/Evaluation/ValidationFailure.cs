using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Validation;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>A failure that a binding wants in the audit log.</summary>
public sealed record ValidationFailure(string Message, string Policy, string Binding, int ExpressionIndex, ImmutableArray<string> ValidationActions)
{
    /// <summary>The key of the audit annotation.</summary>
    public const string AnnotationKey = "validation.policy.admission.k8s.io/validation_failure";

    /// <summary>The value of the audit annotation: an array of this one failure, as the API server writes it.</summary>
    public string ToAnnotation() => GoJson.Write(w =>
    {
        w.WriteStartArray();
        w.WriteStartObject();
        w.WriteString("message", Message);
        w.WriteString("policy", Policy);
        w.WriteString("binding", Binding);
        w.WriteNumber("expressionIndex", ExpressionIndex);
        w.WriteStartArray("validationActions");
        foreach (var action in ValidationActions)
        {
            w.WriteStringValue(action);
        }

        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndArray();
    });
}
