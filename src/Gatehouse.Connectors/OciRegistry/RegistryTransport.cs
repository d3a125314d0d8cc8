using System.Net;
using System.Net.Http.Headers;
using Gatehouse.Admission.Registries;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Sends requests to one place of a registry: answers its challenge, waits when it is busy, follows where it sends us.</summary>
internal sealed class RegistryTransport(RegistryConnections connections, RegistryTokens tokens, IOptions<RegistryOptions> options, TimeProvider time)
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(200);

    /// <param name="create">Makes the request; called again for each attempt.</param>
    /// <param name="actions"><c>pull</c> or <c>pull,push</c>.</param>
    /// <returns>Any answer but a challenge, a redirect, an error of the registry's own or a request to wait.</returns>
    /// <exception cref="RegistryException">There is none.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryEndpoint endpoint, Func<HttpRequestMessage> create, string actions, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.TimeoutMilliseconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var response = await SendAuthorizedAsync(endpoint, create, $"repository:{endpoint.Repository}:{actions}", both.Token);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt >= options.Value.Retries)
                {
                    return Check(endpoint, response);
                }

                var wait = WaitOf(response, attempt);
                response.Dispose();
                await Task.Delay(wait, time, both.Token);
            }
        }
        catch (HttpRequestException exception)
        {
            throw new RegistryException(RegistryProblem.Unavailable, $"{endpoint.Registry} cannot be reached: {exception.Message}", exception);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryProblem.Unavailable, $"{endpoint.Registry} did not answer in {options.Value.TimeoutMilliseconds} ms (registries.timeoutMilliseconds)");
        }
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync(RegistryEndpoint endpoint, Func<HttpRequestMessage> create, string scope, CancellationToken cancellationToken)
    {
        var response = await FollowAsync(endpoint, create, tokens.Find(endpoint, scope), cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || AuthenticationChallenge.Find(response.Headers.WwwAuthenticate) is not { } challenge)
        {
            return response;
        }

        response.Dispose();
        return await FollowAsync(endpoint, create, await tokens.GetAsync(endpoint, scope, challenge, cancellationToken), cancellationToken);
    }

    /// <summary>Registries keep blobs elsewhere; our credential is for the registry alone.</summary>
    private async Task<HttpResponseMessage> FollowAsync(RegistryEndpoint endpoint, Func<HttpRequestMessage> create, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        Uri? target = null;
        for (var redirects = 0; ; redirects++)
        {
            using var request = create();
            var origin = request.RequestUri!;
            request.RequestUri = target ?? origin;
            request.Headers.Authorization = request.RequestUri.Authority == origin.Authority && request.RequestUri.Scheme == origin.Scheme ? authorization : null;
            var response = await connections.Get(endpoint.Registry).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Headers.Location is not { } location || response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return response;
            }

            var next = new Uri(request.RequestUri, location);
            response.Dispose();
            if (redirects == MostRedirects || next.Scheme is not ("https" or "http") || (request.RequestUri.Scheme == "https" && next.Scheme != "https"))
            {
                throw new RegistryException(RegistryProblem.Malformed, $"{endpoint.Registry} sends us to {next.Scheme}://{next.Authority}, {(redirects == MostRedirects ? $"after {MostRedirects} other places" : "which is no longer HTTPS")}");
            }

            target = next;
        }
    }

    private TimeSpan WaitOf(HttpResponseMessage response, int attempt) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : ShortWait) : ShortWait * (1 << attempt);

    private static HttpResponseMessage Check(RegistryEndpoint endpoint, HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        RegistryException? failure = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(RegistryProblem.Denied, $"{endpoint.Registry} does not let us read {endpoint.Repository} ({code}); look at the credential for it"),
            HttpStatusCode.TooManyRequests => new(RegistryProblem.Unavailable, $"{endpoint.Registry} asks to wait (429): too many requests; give a credential or a mirror (registries.hosts)"),
            _ when code >= 500 => new(RegistryProblem.Unavailable, $"{endpoint.Registry} answers {code}"),
            _ => null,
        };
        if (failure is null)
        {
            return response;
        }

        response.Dispose();
        throw failure;
    }
}
