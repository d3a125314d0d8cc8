using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>Grafeas' kinds of secrets from the ids of Trivy's secret rules.</summary>
internal static class SecretKinds
{
    public static SecretKind Of(string rule) => rule switch
    {
        "gcp-service-account" => SecretKind.GcpServiceAccountKey,
        "gcp-api-key" => SecretKind.GcpApiKey,
        "github-pat" => SecretKind.GithubClassicPersonalAccessToken,
        "github-fine-grained-pat" => SecretKind.GithubFineGrainedPersonalAccessToken,
        "github-oauth" => SecretKind.GithubOauthToken,
        "github-app-token" => SecretKind.GithubAppServerToServerToken,
        "github-refresh-token" => SecretKind.GithubAppRefreshToken,
        "hugging-face-access-token" => SecretKind.HuggingfaceApiKey,
        "openai-api-key" => SecretKind.OpenaiApiKey,
        "anthropic-api-key" => SecretKind.AnthropicApiKey,
        "dockerhub-pat" => SecretKind.DockerHubPersonalAccessToken,
        "stripe-secret-token" => SecretKind.StripeSecretKey,
        _ => SecretKind.Unknown,
    };
}
