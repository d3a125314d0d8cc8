namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>One mistake in a document, in the words of the API server (k8s.io/apimachinery, <c>util/validation/field</c>).</summary>
/// <param name="Field">For example <c>spec.validations[0].expression</c>.</param>
/// <param name="Reason">As <c>status.details.causes[].reason</c> has it, for example <c>FieldValueInvalid</c>.</param>
/// <param name="Message">For example <c>Required value: at least one validation action is required</c>.</param>
public sealed record FieldError(string Field, string Reason, string Message)
{
    public override string ToString() => $"{Field}: {Message}";
}
