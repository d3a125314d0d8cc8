namespace Gatehouse.Metadata.Calls;

/// <summary>One mistake in a request.</summary>
/// <param name="Field">Path of the field in snake_case, for example <c>occurrences[3].vulnerability.package_issue[0].fixed_version</c>.</param>
/// <param name="Description">What is wrong and what is expected.</param>
public readonly record struct FieldError(string Field, string Description)
{
    public override string ToString() => Field.Length == 0 ? Description : $"{Field}: {Description}";
}
