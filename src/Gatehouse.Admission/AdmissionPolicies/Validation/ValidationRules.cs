using System.Text;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of what only a <see cref="ValidatingAdmissionPolicy"/> has.</summary>
internal sealed class ValidationRules(ValidatingAdmissionPolicy policy, ExpressionCompiler compiler, FieldErrors errors)
{
    private static readonly string[] Reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge"];

    public void Check()
    {
        if (policy.Validations.IsEmpty && policy.AuditAnnotations.IsEmpty)
        {
            errors.Required("spec.validations", "validations or auditAnnotations must contain at least one item");
            errors.Required("spec.auditAnnotations", "validations or auditAnnotations must contain at least one item");
            return;
        }

        foreach (var (i, validation) in policy.Validations.Index())
        {
            CheckValidation(validation, $"spec.validations[{i}]");
        }

        CheckAnnotations();
    }

    private void CheckValidation(PolicyValidation validation, string path)
    {
        if (validation.Expression.Trim().Length == 0)
        {
            errors.Required($"{path}.expression", "expression is not specified");
        }
        else
        {
            CheckExpression(validation.Expression, ExpressionUse.Validation, $"{path}.expression");
        }

        CheckMessageExpression(validation.MessageExpression, $"{path}.messageExpression");
        CheckMessage(validation.Message, $"{path}.message");
        if (validation.Reason is { } reason && !Reasons.Contains(reason))
        {
            errors.NotSupported($"{path}.reason", reason, Reasons);
        }
    }

    private void CheckExpression(string expression, ExpressionUse use, string field)
    {
        if (compiler.Compile(expression, use).Problem is { } problem)
        {
            errors.Invalid(field, expression, problem);
        }
    }

    private void CheckMessageExpression(string expression, string field)
    {
        if (expression.Length == 0)
        {
            return;
        }

        if (expression.Trim().Length == 0)
        {
            errors.Invalid(field, expression, "must be non-empty if specified");
            return;
        }

        CheckExpression(expression, ExpressionUse.Message, field);
    }

    private void CheckMessage(string message, string field)
    {
        var trimmed = message.Trim();
        if (message.Length > 0 && trimmed.Length == 0)
        {
            errors.Invalid(field, message, "must be non-empty if specified");
        }
        else if (trimmed.AsSpan().ContainsAny('\n', '\r'))
        {
            errors.Invalid(field, message, "must not contain line breaks");
        }
    }

    private void CheckAnnotations()
    {
        if (policy.AuditAnnotations.Length > AdmissionPolicyValidator.MostAuditAnnotations)
        {
            errors.InvalidJson("spec.auditAnnotations", WriteAnnotations(), $"must not have more than {AdmissionPolicyValidator.MostAuditAnnotations} auditAnnotations");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, annotation) in policy.AuditAnnotations.Index())
        {
            CheckKey(annotation.Key, $"spec.auditAnnotations[{i}].key");
            CheckValueExpression(annotation.ValueExpression, $"spec.auditAnnotations[{i}].valueExpression");
            if (!keys.Add(annotation.Key))
            {
                errors.Duplicate($"spec.auditAnnotations[{i}].key", annotation.Key);
            }
        }
    }

    // Field names as the API server's own types have them.
    private string WriteAnnotations() => GoJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var annotation in policy.AuditAnnotations)
        {
            w.WriteStartObject();
            w.WriteString("Key", annotation.Key);
            w.WriteString("ValueExpression", annotation.ValueExpression);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    private void CheckKey(string key, string field)
    {
        if (policy.Name.Length == 0)
        {
            errors.Invalid(field, key, "requires metadata.name be non-empty");
            return;
        }

        foreach (var problem in KubernetesNames.CheckQualifiedName($"{policy.Name}/{key}"))
        {
            errors.Invalid(field, $"{policy.Name}/{key}", problem);
        }
    }

    private void CheckValueExpression(string expression, string field)
    {
        var trimmed = expression.Trim();
        if (trimmed.Length == 0)
        {
            errors.Required(field, "valueExpression is not specified");
        }
        else if (Encoding.UTF8.GetByteCount(trimmed) > AdmissionPolicyValidator.LongestValueExpression)
        {
            errors.Required(field, $"must not exceed {AdmissionPolicyValidator.LongestValueExpression} bytes in length");
        }
        else if (compiler.Compile(trimmed, ExpressionUse.AuditAnnotation).Problem is { } problem)
        {
            errors.Invalid(field, expression, problem);
        }
    }
}
