using System.Text;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Kinds;

namespace Gatehouse.Metadata.Notifications;

/// <summary>What is sent for a change.</summary>
internal static class NotificationBody
{
    private static readonly JsonEventFormatter Formatter = new();

    public static (string ContentType, string Body) Render(ChangeEvent change, Subscription.Types.Format format, string id) => format == Subscription.Types.Format.Grafeas
        ? ("application/json", Grafeas(change).ToJsonString())
        : ("application/cloudevents+json; charset=utf-8", CloudEvent(change, id));

    private static JsonObject Grafeas(ChangeEvent change) => new()
    {
        ["name"] = change.Name,
        ["kind"] = NoteKinds.NameOf(change.Kind),
        ["notificationTime"] = change.Time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", null),
    };

    private static string CloudEvent(ChangeEvent change, string id)
    {
        var data = Grafeas(change);
        data["revision"] = change.Revision.ToString(null, null);
        data["resourceUri"] = change.ResourceUri;
        var what = change.Collection.TrimEnd('s');
        var cloudEvent = new CloudEvent
        {
            Id = id,
            Source = new Uri("/" + string.Join('/', change.Name.Split('/').Take(2).Select(Uri.EscapeDataString)), UriKind.Relative),
            Type = $"dev.gatehouse.{what}.{change.Type.ToString().ToLowerInvariant()}.v1",
            Subject = change.Name,
            Time = change.Time.ToDateTimeOffset(),
            DataContentType = "application/json",
            Data = data,
        };
        return Encoding.UTF8.GetString(Formatter.EncodeStructuredModeMessage(cloudEvent, out _).Span);
    }
}
