using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>
/// An import's summary as JSON: <c>{"format","tool","toolVersion","reportTime","resources":[…],"changed","outdated","notes":{…},"occurrences":{"VULNERABILITY":{"created","updated","closed",
/// "reopened","unchanged"}},"ignored":{"licences":3}}</c>.
/// </summary>
internal static class ImportAnswer
{
    /// <summary>Most resources that are named; an attestation can have thousands.</summary>
    private const int NamedResources = 100;

    public static Struct Of(ImportSummary summary)
    {
        var (report, counts) = (summary.Report, summary.Counts);
        return new()
        {
            Fields =
            {
                ["format"] = Value.ForString(report.Format),
                ["tool"] = Value.ForString(report.Tool),
                ["toolVersion"] = Value.ForString(report.ToolVersion),
                ["reportTime"] = report.Time is { } time ? Value.ForString(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)) : Value.ForNull(),
                ["resources"] = Value.ForList([.. report.Resources.Take(NamedResources).Select(Value.ForString)]),
                ["changed"] = Value.ForBool(counts.IsChanged),
                ["outdated"] = Value.ForBool(counts.IsOutdated),
                ["notes"] = Of(counts.Notes),
                ["occurrences"] = Value.ForStruct(new() { Fields = { counts.Occurrences.ToDictionary(c => c.Key, c => Of(c.Value)) } }),
                ["ignored"] = Value.ForStruct(new() { Fields = { report.Ignored.ToDictionary(c => c.Key, c => Value.ForNumber(c.Value)) } }),
            },
        };
    }

    private static Value Of(ChangeCounts counts) => Value.ForStruct(new()
    {
        Fields =
        {
            ["created"] = Value.ForNumber(counts.Created),
            ["updated"] = Value.ForNumber(counts.Updated),
            ["closed"] = Value.ForNumber(counts.Closed),
            ["reopened"] = Value.ForNumber(counts.Reopened),
            ["unchanged"] = Value.ForNumber(counts.Unchanged),
        },
    });
}
