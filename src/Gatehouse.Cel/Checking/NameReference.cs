using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>What a name stands for: a constant, a variable of a macro, or a variable of the environment.</summary>
internal sealed record NameReference(string Name, Value Constant, bool IsLocal);
