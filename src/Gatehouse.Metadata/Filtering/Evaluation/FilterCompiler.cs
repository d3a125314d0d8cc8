using System.Collections.Immutable;
using Google.Protobuf;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Turns an expression into nested delegates.</summary>
internal static class FilterCompiler
{
    public static Func<IMessage, bool> Compile(FilterExpression expression) => expression switch
    {
        FilterExpression.And and => All(and.Terms),
        FilterExpression.Or or => Any(or.Terms),
        FilterExpression.Not not => Negate(Compile(not.Term)),
        FilterExpression.Comparison comparison => Compare(comparison),
        FilterExpression.Presence presence => PresenceTest.Create(presence.Field),
        FilterExpression.HasKey hasKey => PresenceTest.OfKey(hasKey.Field, hasKey.Key),
        FilterExpression.HasPrefix hasPrefix => Test(hasPrefix.Field, TextTest.Prefix(hasPrefix.Prefix, TextFormOf(hasPrefix.Field))),
        FilterExpression.Text text => TextSearch.Create(text.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Func<IMessage, bool> All(ImmutableArray<FilterExpression> terms)
    {
        var compiled = terms.Select(Compile).ToArray();
        return record =>
        {
            foreach (var term in compiled)
            {
                if (!term(record))
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static Func<IMessage, bool> Any(ImmutableArray<FilterExpression> terms)
    {
        var compiled = terms.Select(Compile).ToArray();
        return record =>
        {
            foreach (var term in compiled)
            {
                if (term(record))
                {
                    return true;
                }
            }

            return false;
        };
    }

    private static Func<IMessage, bool> Negate(Func<IMessage, bool> term) => record => !term(record);

    private static Func<IMessage, bool> Compare(FilterExpression.Comparison comparison) => comparison.Value is FilterValue.Text text
        ? Test(comparison.Field, TextTest.Create(comparison.Operator, text, TextFormOf(comparison.Field)))
        : FieldWalk.Create(comparison.Field.Steps, ValueTest.Create(comparison.Operator, comparison.Value));

    private static Func<IMessage, bool> Test(FieldPath field, TextTest test)
    {
        if (field is { Steps.IsEmpty: true, Column: { } column })
        {
            return record => test.Passes(NamePart.Of(record, column));
        }

        return FieldWalk.Create(field.Steps, value => test.Passes((string)value));
    }

    private static TextForm TextFormOf(FieldPath field) =>
        field.Column == RecordColumn.ResourceUri ? TextForm.CanonicalUri
        : field.Steps is [{ Field: var only }] && only == ResourceUriField ? TextForm.WrittenOrCanonicalUri
        : TextForm.Plain;

    private static readonly Google.Protobuf.Reflection.FieldDescriptor ResourceUriField =
        Grafeas.V1.Occurrence.Descriptor.FindFieldByNumber(Grafeas.V1.Occurrence.ResourceUriFieldNumber);
}
