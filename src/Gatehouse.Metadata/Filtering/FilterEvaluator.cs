using Google.Protobuf;

namespace Gatehouse.Metadata.Filtering;

/// <summary>Decides a filter on a message. The definition of what filters mean: stores must agree with it.</summary>
public static class FilterEvaluator
{
    public static bool Matches(FilterExpression filter, IMessage record) => throw new NotImplementedException();
}
