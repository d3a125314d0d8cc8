using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>What a function does with its arguments, the target of a member call first. It never throws: mistakes are error values.</summary>
public delegate Value FunctionBody(ReadOnlySpan<Value> arguments);
