using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Values;

namespace Gatehouse.Access.Conditions;

/// <summary>What a condition can look at: the resource that is asked for, and when.</summary>
/// <param name="Resource">A full name; empty for the server.</param>
public readonly record struct AccessQuestion(string Resource, DateTimeOffset Time)
{
    private const string Service = "containeranalysis.googleapis.com";

    internal CelVariables ToVariables()
    {
        var (type, service) = Describe(Resource);
        var sinceEpoch = Time - DateTimeOffset.UnixEpoch;
        var seconds = Time.ToUnixTimeSeconds();
        var nanoseconds = (int)((sinceEpoch.Ticks - (seconds * TimeSpan.TicksPerSecond)) * TimeSpan.NanosecondsPerTick);
        return new CelVariables()
            .Set(ConditionLanguage.ResourceName, Value.Of(Resource))
            .Set(ConditionLanguage.ResourceType, Value.Of(type))
            .Set(ConditionLanguage.ResourceService, Value.Of(service))
            .Set(ConditionLanguage.RequestTime, Value.Timestamp(seconds, nanoseconds));
    }

    private static (string Type, string Service) Describe(string resource)
    {
        var parts = resource.Split('/');
        return parts switch
        {
            ["projects", _] => ("cloudresourcemanager.googleapis.com/Project", "cloudresourcemanager.googleapis.com"),
            ["projects", _, .., "notes", _] => (Service + "/Note", Service),
            ["projects", _, .., "occurrences", _] => (Service + "/Occurrence", Service),
            _ => ("gatehouse/Server", "gatehouse"),
        };
    }
}
