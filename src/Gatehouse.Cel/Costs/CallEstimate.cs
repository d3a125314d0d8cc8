namespace Gatehouse.Cel.Costs;

/// <summary>What a call costs and how large its result is, null where the result's type tells.</summary>
internal readonly record struct CallEstimate(CostRange Cost, CostRange? ResultSize = null)
{
    public static readonly CallEstimate Nominal = new(CostRange.Of(1));
}
