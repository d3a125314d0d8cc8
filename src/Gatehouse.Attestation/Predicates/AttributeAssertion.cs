using System.Text.Json;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>One attribute of a SCAI report.</summary>
/// <param name="Target">What has the attribute; null for the statement's subject.</param>
/// <param name="Conditions">Under which it holds; an object.</param>
public sealed record AttributeAssertion(string Attribute, ResourceDescriptor? Target, JsonElement? Conditions, ResourceDescriptor? Evidence)
{
    internal static AttributeAssertion Read(JsonObjectReader json) =>
        new(json.RequiredString("attribute"), ReadResource(json.OptionalObject("target")), json.Find("conditions"), ReadResource(json.OptionalObject("evidence")));

    private static ResourceDescriptor? ReadResource(JsonObjectReader? json) => json is null ? null : ResourceDescriptor.Read(json);
}
