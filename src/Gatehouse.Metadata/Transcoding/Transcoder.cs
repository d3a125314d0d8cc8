using Gatehouse.Metadata.Calls;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>
/// A REST call as Google's clients make it: body and query into the request message, the service method, the answer as JSON; errors in the
/// envelope <c>{"error":{"code","message","status","details"}}</c> (google.api.http, AIP-127, AIP-193).
/// </summary>
/// <remarks>request → <see cref="RequestReader"/> → method → <see cref="JsonMessages"/> → answer; a failure → <see cref="FailureTranslator"/> → <see cref="ErrorEnvelope"/></remarks>
internal sealed class Transcoder(RequestReader reader, FailureTranslator failures)
{
    public async Task ServeAsync(TranscodedMethod method, HttpContext http)
    {
        try
        {
            var request = await reader.ReadAsync(method, http);
            var context = new RestCallContext(http, method.Method.FullName);
            var response = await method.Invoke(request, context);
            await JsonMessages.WriteAsync(response, http, JsonMessages.WantsEnumNumbers(http.Request));
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, method.Method.FullName), http);
        }
        catch (OperationCanceledException)
        {
            // The client has gone; nobody reads an answer.
        }
    }
}
