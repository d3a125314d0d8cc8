using System.Globalization;
using System.Text;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Secrets;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Notifications;

/// <summary>One attempt to deliver one notification.</summary>
public sealed class WebhookSender(AddressRules rules, SecretBox secrets, IOptions<NotificationOptions> options, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(GuardedConnections.CreateHandler(rules)) { Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds), MaxResponseContentBufferSize = 64 * 1024 };

    /// <returns>Null when it was accepted (2xx); else why not, without secrets.</returns>
    public async Task<string?> TrySendAsync(Subscription subscription, string id, string contentType, string body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhooks.Sign(secrets.Unseal(subscription.Secret, subscription.Name), id, now, body));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode is >= 200 and < 300 ? null : $"the webhook answered {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {options.Value.TimeoutSeconds} s";
        }
    }

    public void Dispose() => _http.Dispose();
}
