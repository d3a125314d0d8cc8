namespace Gatehouse.Attestation.Bundles;

/// <summary>Versions of the bundle format, which differ in what has to be there.</summary>
public enum BundleVersion
{
    /// <summary>The promise of the log is required.</summary>
    V01,

    /// <summary>The proof of inclusion with its checkpoint is required.</summary>
    V02,

    /// <summary>As 0.2, with a single certificate in place of a chain.</summary>
    V03,
}
