using System.Text.Json.Serialization;

namespace Gatehouse.Admission.Judging;

/// <summary>What a gate does when it cannot know.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureMode>))]
public enum FailureMode
{
    /// <summary>Refuse.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>Admit, with a warning.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}
