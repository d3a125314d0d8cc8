using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto test result v0.1.</summary>
public sealed record TestResult : Predicate
{
    /// <summary><c>PASSED</c>, <c>WARNED</c> or <c>FAILED</c>.</summary>
    public required string Result { get; init; }

    public bool IsPassed => Result == "PASSED";

    public ImmutableArray<ResourceDescriptor> Configuration { get; init; } = [];

    public string Url { get; init; } = "";

    public ImmutableArray<string> PassedTests { get; init; } = [];

    public ImmutableArray<string> WarnedTests { get; init; } = [];

    public ImmutableArray<string> FailedTests { get; init; } = [];

    internal static TestResult Read(JsonObjectReader json)
    {
        var result = json.RequiredString("result");
        if (result is not ("PASSED" or "WARNED" or "FAILED" or ""))
        {
            json.Refuse("result", "must be PASSED, WARNED or FAILED");
        }
        return new()
        {
            Result = result,
            Configuration = [.. json.Objects("configuration").Select(ResourceDescriptor.Read)],
            Url = json.OptionalString("url") ?? "",
            PassedTests = json.Strings("passedTests"),
            WarnedTests = json.Strings("warnedTests"),
            FailedTests = json.Strings("failedTests"),
        };
    }
}
