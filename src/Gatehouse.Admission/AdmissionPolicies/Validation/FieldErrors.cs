using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Admission.Plugins;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Collects mistakes in the order in which the API server tells them.</summary>
internal sealed class FieldErrors
{
    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    public void Required(string field, string detail = "") => _errors.Add(new(field, "FieldValueRequired", $"Required value{Detail(detail)}"));

    public void Invalid(string field, string value, string detail) => Add(field, "FieldValueInvalid", "Invalid value", GoText.Quote(value), detail);

    /// <param name="json">The value, as JSON.</param>
    public void InvalidJson(string field, string json, string detail) => Add(field, "FieldValueInvalid", "Invalid value", json, detail);

    public void Duplicate(string field, string value) => _errors.Add(new(field, "FieldValueDuplicate", $"Duplicate value: {GoText.Quote(value)}"));

    public void Forbidden(string field, string detail) => _errors.Add(new(field, "FieldValueForbidden", $"Forbidden: {detail}"));

    public void TooMany(string field, int count, int most) =>
        _errors.Add(new(field, "FieldValueTooMany", string.Create(CultureInfo.InvariantCulture, $"Too many: {count}: must have at most {most} items")));

    public void NotSupported(string field, string value, params IEnumerable<string> supported) =>
        _errors.Add(new(field, "FieldValueNotSupported", $"Unsupported value: {GoText.Quote(value)}: supported values: {GoText.JoinQuoted(supported)}"));

    public ImmutableArray<FieldError> ToImmutable() => _errors.ToImmutable();

    private void Add(string field, string reason, string what, string value, string detail) => _errors.Add(new(field, reason, $"{what}: {value}{Detail(detail)}"));

    private static string Detail(string detail) => detail.Length == 0 ? "" : $": {detail}";
}
