using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Values;

/// <summary>A value of a library's own type: a quantity, an IP address, a check of the authorizer.</summary>
public abstract class OpaqueValue
{
    public abstract CelType Type { get; }

    /// <summary>Equality as <c>==</c> sees it; the other is of the same class.</summary>
    public abstract bool EqualTo(OpaqueValue other);

    /// <summary>What the cost model takes for its size, one unless the value is a container of its own kind.</summary>
    public virtual long CostSize => 1;

    /// <summary>Whether <c>optional.ofNonZeroValue</c> takes it for nothing.</summary>
    public virtual bool IsZero => false;
}
