using System.Text.Json;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto runtime trace v0.1: what a monitor saw a process do.</summary>
public sealed record RuntimeTrace(string MonitorType, JsonElement? MonitoredProcess, JsonElement? MonitorLog) : Predicate
{
    internal static RuntimeTrace Read(JsonObjectReader json) =>
        new(json.RequiredObject("monitor")?.RequiredString("type") ?? "", json.Find("monitoredProcess"), json.Find("monitorLog"));
}
