using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Notifications;

/// <summary>How webhooks are delivered. Section <c>notifications</c> of gatehouse.yaml.</summary>
public sealed class NotificationOptions
{
    /// <summary>Seconds a webhook may take to answer; default 15.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>Attempts before a notification is set aside as a dead letter; default 8.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 8;

    /// <summary>Seconds before the second attempt; each further wait is twice as long, up to <see cref="LongestWaitSeconds"/>. Default 1.</summary>
    [Range(0.001, 3_600)]
    public double FirstWaitSeconds { get; set; } = 1;

    /// <summary>Default 300.</summary>
    [Range(0.001, 86_400)]
    public double LongestWaitSeconds { get; set; } = 300;

    /// <summary>Most subscriptions of one project; default 100.</summary>
    [Range(1, 10_000)]
    public int SubscriptionsPerProject { get; set; } = 100;

    /// <summary>Internal networks that webhooks may be in, as CIDR, for example <c>10.1.0.0/16</c>. None by default: loopback, private, link-local and other special ranges are refused.</summary>
    public IList<string> AllowedNetworks { get; } = [];
}
