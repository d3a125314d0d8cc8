using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>SCAI attribute report: properties of an artifact or of how it was made, with evidence.</summary>
public sealed record AttributeReport(ImmutableArray<AttributeAssertion> Attributes, ResourceDescriptor? Producer) : Predicate
{
    internal static AttributeReport Read(JsonObjectReader json)
    {
        if (!json.Has("attributes"))
        {
            json.Refuse("attributes", "is missing");
        }
        var producer = json.OptionalObject("producer");
        return new([.. json.Objects("attributes").Select(AttributeAssertion.Read)], producer is null ? null : ResourceDescriptor.Read(producer));
    }
}
