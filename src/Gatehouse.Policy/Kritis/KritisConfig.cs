namespace Gatehouse.Policy.Kritis;

/// <summary>How a Kritis server is set up (<c>kritis.grafeas.io/v1beta1</c>, <c>KritisConfig</c>). Read so that it can be moved; Gatehouse has its own configuration.</summary>
/// <param name="MetadataBackend"><c>containerAnalysis</c> or <c>grafeas</c>.</param>
/// <param name="GrafeasAddress">Empty for <c>containerAnalysis</c>; a path names a Unix socket.</param>
public sealed record KritisConfig(string Name, string MetadataBackend, TimeSpan CronInterval, string ServerAddress, string GrafeasAddress)
{
    public const string ContainerAnalysis = "containerAnalysis";
    public const string Grafeas = "grafeas";
}
