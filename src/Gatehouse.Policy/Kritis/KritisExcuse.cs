namespace Gatehouse.Policy.Kritis;

/// <summary>Why an object is admitted whatever the policies say of it.</summary>
public enum KritisExcuse
{
    None,

    /// <summary>Its kind is left to the pods it makes.</summary>
    Kind,

    /// <summary>All its owners run the same images, which were judged then.</summary>
    Owners,

    /// <summary>Somebody broke the glass.</summary>
    BreakGlass,
}
