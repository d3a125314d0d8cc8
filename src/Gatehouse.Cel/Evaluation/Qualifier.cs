using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>One step of a path.</summary>
internal abstract class Qualifier(bool isOptional)
{
    public bool IsOptional => isOptional;

    /// <summary>
    /// The entry; none when there is none and that is no error; for <see cref="Access.Test"/> a bool. A step of an optional path that finds nothing costs nothing.
    /// </summary>
    public Value Apply(Frame frame, in Value container, Access access, bool isOptionalPath)
    {
        var value = Find(frame, container, access);
        if (!isOptionalPath || !(value.IsNone || value.IsFalse && access == Access.Test || value.IsError))
        {
            frame.Charge(1);
        }
        return value;
    }

    protected abstract Value Find(Frame frame, in Value container, Access access);
}
