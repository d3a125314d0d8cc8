using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Tests.Filtering;

public sealed class OrderByParserTests
{
    [Theory]
    [InlineData("createTime", RecordColumn.CreateTime, false)]
    [InlineData("create_time desc", RecordColumn.CreateTime, true)]
    [InlineData("  vulnerability.cvssScore   asc ", RecordColumn.CvssScore, false)]
    [InlineData("vulnerability.effective_severity desc", RecordColumn.EffectiveSeverity, true)]
    [InlineData("resourceUrl", RecordColumn.ResourceUri, false)]
    [InlineData("noteId", RecordColumn.NoteId, false)]
    public void Column_is_sorted_by_under_any_of_its_names(string text, RecordColumn column, bool descending) =>
        Assert.Equal(new OrderTerm(column, descending), OrderByParser.Parse(text, FilterSchema.Occurrences));

    [Fact]
    public void Blank_text_asks_for_no_order() => Assert.Null(OrderByParser.Parse(" ", FilterSchema.Occurrences));

    [Theory]
    [InlineData("createTim", "did you mean \"createTime\"")]
    [InlineData("remediation", "Sortable are createTime, id, kind")]
    [InlineData("createTime DESC", "expected FIELD, FIELD asc or FIELD desc")]
    [InlineData("createTime desc, kind", "one field")]
    [InlineData("createTime desc desc", "expected FIELD")]
    [InlineData("vulnerability.packageIssue[0].fixAvailable", "cannot be sorted by")]
    [InlineData("-", "cannot be sorted by")]
    public void Anything_else_is_refused_naming_what_can_be_sorted_by(string text, string message)
    {
        var exception = Assert.Throws<FormatException>(() => OrderByParser.Parse(text, FilterSchema.Occurrences));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_are_not_sorted_by_resource() =>
        Assert.Throws<FormatException>(() => OrderByParser.Parse("resourceUri", FilterSchema.Notes));
}
