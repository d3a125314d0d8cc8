using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>An object that parameterises policies. Made once and used by any number of requests.</summary>
public sealed class PolicyParameter
{
    /// <param name="json">The whole object, with <c>apiVersion</c> and <c>kind</c>; not changed afterwards.</param>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public PolicyParameter(ReadOnlyMemory<byte> json)
    {
        Value = JsonText.Parse(json).Root;
        Name = ObjectFields.Text(Value, ObjectFields.Name);
        Namespace = ObjectFields.Text(Value, ObjectFields.Namespace);
    }

    public string Name { get; }

    /// <summary>Empty for objects without one.</summary>
    public string Namespace { get; }

    internal Value Value { get; }
}
