using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Gatehouse.Metadata.Filtering;

/// <summary>Decides a filter on a message. The definition of what filters mean: stores must agree with it.</summary>
public static class FilterEvaluator
{
    private static readonly ConditionalWeakTable<FilterExpression, CompiledFilter> Compiled = [];

    /// <summary>Compiles the filter at its first use and keeps the result as long as the filter lives. Safe on many threads.</summary>
    /// <param name="record">Of the type whose schema the filter was parsed with; any other throws.</param>
    public static bool Matches(FilterExpression filter, IMessage record) => Compile(filter).Matches(record);

    public static CompiledFilter Compile(FilterExpression filter) => Compiled.GetValue(filter, static f => new(f));
}
