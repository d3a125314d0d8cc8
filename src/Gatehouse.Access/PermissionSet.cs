namespace Gatehouse.Access;

/// <summary>A set of permissions as bits, so that asking costs no allocation.</summary>
public readonly record struct PermissionSet(UInt128 Bits)
{
    public static readonly PermissionSet Empty;

    public bool IsEmpty => Bits == UInt128.Zero;

    public static PermissionSet Of(IEnumerable<string> permissions) =>
        new(permissions.Aggregate(UInt128.Zero, (bits, permission) => bits | (UInt128.One << PermissionCatalog.IndexOf(permission))));

    /// <param name="index">From <see cref="PermissionCatalog.IndexOf"/>.</param>
    public bool Contains(int index) => (Bits & (UInt128.One << index)) != UInt128.Zero;

    public bool Contains(string permission) => Contains(PermissionCatalog.IndexOf(permission));

    public bool Overlaps(PermissionSet other) => (Bits & other.Bits) != UInt128.Zero;

    public PermissionSet Union(PermissionSet other) => new(Bits | other.Bits);
}
