using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>The cost of a call in units, from its arguments and, when <see cref="Overload.CostNeedsResult"/>, its result.</summary>
public delegate long CallCost(ReadOnlySpan<Value> arguments, in Value result);
