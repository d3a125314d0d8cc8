using CsCheck;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Artifacts.Tests.Content;

public sealed class ImageReferenceTests
{
    private const string Hex = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("nginx:1.27", "docker.io", "library/nginx", "1.27", null)]
    [InlineData("ann/app", "docker.io", "ann/app", null, null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("index.docker.io/library/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("localhost/app", "localhost", "app", null, null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", null, null)]
    [InlineData("registry:5000/app:v1", "registry:5000", "app", "v1", null)]
    [InlineData("[::1]:5000/app", "[::1]:5000", "app", null, null)]
    [InlineData("Registry/app", "registry", "app", null, null)]
    [InlineData("registry.example/shop/web@" + Hex, "registry.example", "shop/web", null, Hex)]
    [InlineData("registry.example/shop/web:1@" + Hex, "registry.example", "shop/web", "1", Hex)]
    [InlineData("r.example/a__b/c-d--e/f.g_h", "r.example", "a__b/c-d--e/f.g_h", null, null)]
    public void Parts_follow_the_distribution_grammar(string text, string registry, string repository, string? tag, string? digest)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal((registry, repository, tag, digest), (reference.Registry, reference.Repository, reference.Tag, reference.Digest?.ToString()));
        Assert.Equal(text, reference.Written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/app")]
    [InlineData("r.example/")]
    [InlineData("r.example//app")]
    [InlineData("App")]
    [InlineData("r.example/App")]
    [InlineData("r.example/a___b")]
    [InlineData("r.example/-a")]
    [InlineData("r.example/a:")]
    [InlineData("r.example/a:.b")]
    [InlineData("r.example/a b")]
    [InlineData("r.example/a\n")]
    [InlineData("r.example/a:v\n")]
    [InlineData("r.example/a@sha256:abc")]
    [InlineData("r.example/a@sha512:aaaa")]
    [InlineData("r.example/a@" + Hex + "@" + Hex)]
    [InlineData("https://r.example/a")]
    [InlineData("r-.example/a")]
    [InlineData("r.example:port/a")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_the_grammar_does_not_know_is_refused_with_a_reason(string text)
    {
        Assert.False(ImageReference.TryParse(text, out _, out var error));
        Assert.NotEmpty(error);
        Assert.Throws<FormatException>(() => ImageReference.Parse(text));
    }

    [Fact]
    public void A_name_may_have_255_characters_and_not_one_more()
    {
        var longest = "r.example/" + new string('a', 245);
        Assert.True(ImageReference.TryParse(longest, out _));
        Assert.False(ImageReference.TryParse(longest + "a", out _));
    }

    [Fact]
    public void Spellings_of_one_image_are_equal()
    {
        Assert.Equal(ImageReference.Parse("nginx"), ImageReference.Parse("index.docker.io/library/nginx"));
        Assert.NotEqual(ImageReference.Parse("nginx"), ImageReference.Parse("nginx:latest"));
    }

    [Fact]
    public void A_printed_reference_parses_to_itself()
    {
        var component = Gen.Char["abz09"].Array[1, 5].Select(c => new string(c));
        var name = component.Array[1, 4].Select(c => string.Join('/', c));
        Gen.Select(Gen.OneOf("", "r.example/", "localhost:5000/", "docker.io/"), name, Gen.OneOf("", ":v1", ":Latest_2"), Gen.OneOf("", "@" + Hex))
            .Sample((host, path, tag, digest) =>
            {
                var reference = ImageReference.Parse(host + path + tag + digest);
                Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
                Assert.Equal(reference.ToString(), ImageReference.Parse(reference.ToString()).ToString());
            });
    }

    [Fact]
    public void Any_text_is_answered_without_an_exception() =>
        Gen.Char["aA0./:@-_[] \n\u00e9"].Array[0, 40].Sample(c => Assert.Equal(ImageReference.TryParse(new string(c), out _, out var error), error.Length == 0));
}
