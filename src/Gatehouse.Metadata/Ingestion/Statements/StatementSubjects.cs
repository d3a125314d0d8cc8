using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>The subjects of a statement, all with all their digests.</summary>
internal static class StatementSubjects
{
    public static IEnumerable<Subject> Of(JsonItem statement)
    {
        foreach (var item in statement.Items("subject"))
        {
            var subject = new Subject { Name = item.Text("name") is { Length: > 0 } name ? name : item.Text("uri") };
            foreach (var (algorithm, digest) in item["digest"].AsMembers())
            {
                subject.Digest[algorithm] = digest.AsText();
            }

            yield return subject;
        }
    }
}
