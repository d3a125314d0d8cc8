using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>The variables of one evaluation. Each is asked for at most once, when an expression first needs it.</summary>
public interface ICelActivation
{
    /// <summary>The value of a variable; false when there is none of the name. It may be an error or unknown.</summary>
    bool TryFind(string name, out Value value);
}
