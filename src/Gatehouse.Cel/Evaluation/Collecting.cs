using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>Lists and maps under construction by macros: appended in place, sealed when the macro ends.</summary>
internal static class Collecting
{
    public static Value Finish(in Value value) => value.Kind == ValueKind.List
        ? value.ListSource is ListCollector list ? Value.List(list.ToArray()) : value
        : value.MapSource is MapCollector map ? Value.Map(map.Table) : value;
}
