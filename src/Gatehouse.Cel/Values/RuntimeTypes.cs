using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Values;

/// <summary>The types of values whose parameters are gone at run time.</summary>
internal static class RuntimeTypes
{
    public static readonly CelType List = CelType.List(CelType.Dyn);
    public static readonly CelType Map = CelType.Map(CelType.Dyn, CelType.Dyn);
    public static CelType OfMap(IMapSource source) => source is TableMapSource { TypeName: { } name } ? CelType.Message(name) : Map;

    public static readonly CelType Optional = CelType.Optional(CelType.Dyn);
    public static readonly CelType Type = CelType.Type;
}
