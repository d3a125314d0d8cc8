using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Provenance;

/// <summary>A key of Google Cloud Build.</summary>
/// <param name="Id">The whole resource name, which the signature has to state.</param>
/// <param name="SignsEncoding">True for the global keys, which sign as DSSE says; the regional ones sign the bare payload.</param>
public sealed record CloudBuildKey(string Id, PublicKey Key, bool SignsEncoding)
{
    private const string Locations = "projects/verified-builder/locations/";

    /// <summary>A regional key, named after the region alone.</summary>
    public static CloudBuildKey Regional(string region, PublicKey key) => new($"{Locations}{region}/keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1", key, SignsEncoding: false);

    /// <param name="name"><c>provenanceSigner</c> for provenance 0.1, <c>google-hosted-worker</c> for 1.0.</param>
    public static CloudBuildKey Global(string name, int version, PublicKey key) => new($"{Locations}global/keyRings/attestor/cryptoKeys/{name}/cryptoKeyVersions/{version}", key, SignsEncoding: true);
}
