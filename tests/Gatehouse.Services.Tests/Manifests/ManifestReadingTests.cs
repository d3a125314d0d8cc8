using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Services.Tests.Manifests;

public sealed class ManifestReadingTests
{
    private const string Head = "apiVersion: example/v1\nkind: Shelf\nmetadata: {name: a, namespace: shop}\n";

    [Theory]
    [InlineData("spec: {lable: x}", "f.yaml:4:8: spec.lable: unknown field; did you mean \"label\"?")]
    [InlineData("spce: {}", "f.yaml:4:1: spce: unknown field; did you mean \"spec\"?")]
    [InlineData("spec: {label: 1.5}", "f.yaml:4:15: spec.label: a text is expected, not the number 1.5; put it in quotes")]
    [InlineData("spec: {label: [x]}", "f.yaml:4:15: spec.label: a text is expected, not a list")]
    [InlineData("spec: {books: moby}", "f.yaml:4:15: spec.books: a list is expected, not the text \"moby\"")]
    [InlineData("spec:\n  books:\n  - a\n  - {b: c}", "f.yaml:7:5: spec.books[1]: a text is expected, not a mapping")]
    [InlineData("spec: {size: 3}", "f.yaml:4:14: spec.size: a mapping is expected, not the number 3")]
    [InlineData("spec: {colour: red}", "f.yaml:4:16: spec.colour: the text \"red\" is none of RED, BLUE")]
    [InlineData("spec: {label: a, label: b}", "f.yaml:4:18: \"label\" is here a second time; the first is at 4:8")]
    [InlineData("spec: {label: a, title: b}", "f.yaml:4:18: spec.title: is another spelling of label, which is also given; keep one of them")]
    [InlineData("spec: {label: *who}", "f.yaml:4:15: the alias *who stands for nothing that ends before it")]
    [InlineData("spec: !!python/object {label: a}", "f.yaml:4:7: the tag tag:yaml.org,2002:python/object means nothing here")]
    [InlineData("spec: !thing {label: a}", "f.yaml:4:7: the tag !thing means nothing here")]
    [InlineData("spec: {? [a] : b}", "f.yaml:4:10: a key has to be a plain text")]
    public void A_mistake_is_told_with_its_place_and_what_was_expected(string line, string expected) => Assert.Contains(expected, Mistakes(Head + line));

    [Theory]
    [InlineData("", "f.yaml:1:1")]
    [InlineData("kind: Shelf\nmetadata: {name: a}", "f.yaml:1:1: apiVersion: \"\" is no version of Shelf; known are example/v1")]
    [InlineData("apiVersion: example/v1\nkind: Shelv\nmetadata: {name: a}", "f.yaml:2:7: kind: \"Shelv\" is no kind that is known here; did you mean \"Shelf\"?")]
    [InlineData("apiVersion: example/v1\nkind: Shelf", "f.yaml:1:1: metadata: a mapping with at least a name is expected")]
    [InlineData("apiVersion: example/v1\nkind: Shelf\nmetadata: {name: A_b}", "f.yaml:3:18: metadata.name: a DNS name is expected: lower-case letters, digits, - and ., at most 253 characters (RFC 1123)")]
    [InlineData("apiVersion: example/v1\nkind: Shelf\nmetadata: {name: a, namespace: a/b}", "f.yaml:3:32: metadata.namespace: a DNS label is expected: lower-case letters, digits and -, at most 63 characters (RFC 1123)")]
    [InlineData("- a", "f.yaml:1:1: a document is a mapping with apiVersion, kind and metadata, not a list")]
    [InlineData("a: b: c", "f.yaml:1:5")]
    [InlineData("{\"kind\": \"Shelf\",\n  oops}", "f.yaml:2:3")]
    [InlineData("{\"kind\": \"Shelf\"} x", "f.yaml:1:19")]
    [InlineData("kind: Sh\0elf", "f.yaml:1:9: the control character U+0000")]
    public void A_document_that_is_none_is_refused_at_its_place(string text, string expected) =>
        Assert.True(text.Length == 0 ? Mistakes(text).Length == 0 : Mistakes(text).Any(m => m.StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', Mistakes(text)));

    [Fact]
    public void All_mistakes_of_all_documents_are_told_together_in_their_order()
    {
        var mistakes = Mistakes(Head + "spec: {lable: x, colour: GREEN}\n---\n" + Head + "spec: {books: {}}\n---\n" + Head);
        Assert.Equal(["f.yaml:4:8", "f.yaml:4:26", "f.yaml:6:1", "f.yaml:9:15"], mistakes.Select(m => string.Join(':', m.Split(':')[..3])));
    }

    [Fact]
    public void Yaml_and_json_of_one_document_are_the_same_content()
    {
        var yaml = Read(Head + "spec:\n  books: &b [one, 'two']\n  label: \"1.5\"\nstatus: {seen: true}\n", out _);
        var json = Read("""{"spec":{"label":"1.5","books":["one","two"]},"metadata":{"namespace":"shop","name":"a","uid":"7"},"kind":"Shelf","apiVersion":"example/v1"}""", out _);
        Assert.Equal(Encoding.UTF8.GetString(yaml.Single().Content.Span), Encoding.UTF8.GetString(json.Single().Content.Span));
        Assert.Equal(new("Shelf", "shop", "a"), yaml.Single().Key);
    }

    [Fact]
    public void A_billion_laughs_are_refused_while_an_ordinary_alias_is_fine()
    {
        var laughs = new StringBuilder(Head + "spec:\n  a0: &a0 [x]\n");
        for (var i = 1; i < 30; i++)
        {
            laughs.Append(System.Globalization.CultureInfo.InvariantCulture, $"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        }

        Assert.Contains(Mistakes(laughs.ToString()), m => m.Contains("more than 100000 values, aliases counted in full", StringComparison.Ordinal));
        Assert.Empty(Mistakes(Head + "spec:\n  label: &x hello\n  books: [*x, *x]\n"));
    }

    [Theory]
    [InlineData('[', ']', 62)]
    [InlineData('{', '}', 61)]
    public void Nesting_has_an_edge(char open, char close, int deepest)
    {
        string Nest(int levels) => Head + "spec: {size: " + string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{a: ", levels)) + new string(close, levels) + "}";
        Assert.DoesNotContain(Mistakes(Nest(deepest)), m => m.Contains("nested", StringComparison.Ordinal));
        Assert.Contains(Mistakes(Nest(deepest + 1)), m => m.Contains("nested deeper than 64 levels", StringComparison.Ordinal));
        Assert.Contains(Mistakes(Nest(5_000)), m => m.Contains("nested deeper than 64 levels", StringComparison.Ordinal));
    }

    [Fact]
    public void Size_has_an_edge()
    {
        var limits = new ManifestLimits { Bytes = Head.Length };
        Assert.Empty(Mistakes(Head, limits));
        Assert.Contains("at most", Assert.Single(Mistakes(Head + " ", limits)), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_answered_with_mistakes_that_have_a_place() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.Char["abk:{}[]-*&!|>'\"\\%@#, \n\t?0~\u00e9"].Array[0, 120].Select(c => Encoding.UTF8.GetBytes(c)),
            Gen.Select(Gen.Int[0, Head.Length], Gen.Char["{}[]:\"'*&\n\t\0\u20ac"], (at, c) => Encoding.UTF8.GetBytes(Head.Insert(at, c.ToString()))))
            .Sample(
                bytes =>
                {
                    var errors = new ManifestErrors("f.yaml");
                    _ = new ManifestKinds([new ShelfKind()]).Read(bytes, new(), errors);
                    Assert.All(errors.ToImmutable(), e => Assert.True(e.Position is { Line: > 0, Column: > 0 } && e.Message.Length > 0));
                },
                iter: 3_000);

    private static string[] Mistakes(string text, ManifestLimits? limits = null)
    {
        _ = Read(text, out var mistakes, limits);
        return mistakes;
    }

    private static ImmutableArray<ManifestDocument> Read(string text, out string[] mistakes, ManifestLimits? limits = null)
    {
        var errors = new ManifestErrors("f.yaml");
        var documents = new ManifestKinds([new ShelfKind()]).Read(Encoding.UTF8.GetBytes(text), limits ?? new(), errors);
        mistakes = [.. errors.ToImmutable().Select(e => e.ToString())];
        return documents;
    }
}
