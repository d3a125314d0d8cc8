using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.V1Beta1;
using Issue = Gatehouse.Grafeas.V1.VulnerabilityOccurrence.Types.PackageIssue;
using Legacy = Gatehouse.Grafeas.V1Beta1;

namespace Gatehouse.Metadata.Tests.V1Beta1;

public sealed class V1OnlyFieldsTests
{
    private static readonly Occurrence Stored = new()
    {
        Vulnerability = new() { FixAvailable = true, PackageIssue = { Package("a", "/a"), Package("b", "/b"), Package("c", "/c") } },
    };

    [Fact]
    public void Elements_that_moved_keep_their_v1_fields() =>
        Assert.Equal([("c", "/c"), ("a", "/a"), ("b", "/b")], Update(issues => issues.Insert(0, Take(issues, 2))));

    [Fact]
    public void Elements_that_are_gone_leave_the_others_theirs() =>
        Assert.Equal([("a", "/a"), ("c", "/c")], Update(issues => issues.RemoveAt(1)));

    [Fact]
    public void Element_that_was_edited_keeps_its_v1_fields() =>
        Assert.Equal([("a", "/a"), ("b", "/b"), ("c", "/c")], Update(issues => issues[1].EffectiveSeverity = Legacy.Vulnerability.Severity.Low));

    [Fact]
    public void Element_about_another_package_inherits_nothing() =>
        Assert.Equal([("a", "/a"), ("x", ""), ("c", "/c")], Update(issues => issues[1].AffectedLocation.Package = "x"));

    [Fact]
    public void Element_that_is_new_has_none() =>
        Assert.Equal([("a", "/a"), ("b", "/b"), ("c", "/c"), ("n", "")], Update(issues => issues.Add(new() { AffectedLocation = new() { Package = "n" } })));

    [Fact]
    public void Removed_details_take_their_v1_fields_with_them()
    {
        var updated = new Occurrence { Remediation = "none" };
        V1OnlyFields.Carry(MessageMaps.Occurrences, Stored, updated);
        Assert.Null(updated.Vulnerability);
    }

    private static IEnumerable<(string Package, string File)> Update(Action<IList<Legacy.Vulnerability.PackageIssue>> change)
    {
        var legacy = V1Beta1Occurrences.FromV1(Stored);
        change(legacy.Vulnerability.PackageIssue);
        var updated = V1Beta1Occurrences.ToV1(legacy);
        V1OnlyFields.Carry(MessageMaps.Occurrences, Stored, updated);
        Assert.True(updated.Vulnerability.FixAvailable);
        return updated.Vulnerability.PackageIssue.Select(i => (i.AffectedPackage, i.FileLocation.Count == 0 ? "" : i.FileLocation[0].FilePath));
    }

    private static T Take<T>(IList<T> items, int index)
    {
        var item = items[index];
        items.RemoveAt(index);
        return item;
    }

    private static Issue Package(string name, string file) => new() { AffectedPackage = name, FileLocation = { new FileLocation { FilePath = file } } };
}
