using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Tests.Patterns;

/// <summary>Cases of our own, at the edges of each language.</summary>
public sealed class PatternCasesTests
{
    [Theory]
    [InlineData("registry.example/a/*", "registry.example/a/", true)]
    [InlineData("registry.example/a*", "registry.example/a/b", false)]
    [InlineData("registry.example/a:1", "registry.example/a", false)]
    [InlineData("Registry.example/a", "registry.example/a", false)]
    public void Kritis_compares_the_text_of_the_image(string pattern, string image, bool isMatch)
    {
        Assert.True(KritisNamePattern.TryParse(pattern, out var parsed));
        Assert.Equal(isMatch, parsed.Matches(image));
        Assert.Equal(pattern, parsed.ToString());
    }

    [Theory]
    [InlineData("registry.example/*/a")]
    [InlineData("registry.example/**")]
    [InlineData("")]
    public void Kritis_patterns_with_a_star_that_means_nothing_are_explained_at_write(string pattern) => Assert.NotEmpty(KritisNamePattern.Explain(pattern));

    [Theory]
    [InlineData("registry.example/a*", "registry.example/a", true)]
    [InlineData("registry.example/a*", "registry.example/ab/c", false)]
    [InlineData("registry.example/a**", "registry.example/ab/c:1", true)]
    [InlineData("nginx", "nginx", true)]
    [InlineData("nginx", "docker.io/library/nginx", false)]
    public void Binary_authorization_has_one_wildcard_that_stops_at_slashes_and_one_that_does_not(string pattern, string image, bool isMatch)
    {
        Assert.True(BinaryAuthorizationPattern.TryParse(pattern, out var parsed, out _));
        Assert.Equal(isMatch, parsed.Matches(image));
    }

    [Theory]
    [InlineData("*/a")]
    [InlineData("registry*")]
    [InlineData("/*")]
    [InlineData("registry.example/a***")]
    [InlineData("registry.example/*a*")]
    [InlineData("")]
    public void Binary_authorization_refuses_wildcards_elsewhere(string pattern)
    {
        Assert.False(BinaryAuthorizationPattern.TryParse(pattern, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("registry.example/team", "registry.example/team/app:1", true)]
    [InlineData("registry.example/team", "registry.example/team-evil/app", false)]
    [InlineData("registry.example/team*", "registry.example/team-a/app", true)]
    [InlineData("registry.example/team/**", "registry.example/team/a/b/app", true)]
    [InlineData("registry.example/team/*", "registry.example/team/app", false)]
    [InlineData("registry.example", "registry.example/app", true)]
    [InlineData("registry.example:5000/team", "registry.example:5000/team/app:1@sha256:0", true)]
    [InlineData("*.gcr.io/p", "gcr.io/p/app", false)]
    [InlineData("*.gcr.io/p", "evilgcr.io/p/app", false)]
    public void Directories_hold_what_lies_directly_in_them(string pattern, string image, bool isMatch)
    {
        Assert.True(TrustedDirectoryPattern.TryParse(pattern, out var parsed, out var error), error);
        Assert.Equal(isMatch, parsed.Matches(image));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.io/p")]
    [InlineData("localhost/p")]
    [InlineData("a.*.io/p")]
    [InlineData("gcr.io/*/p")]
    [InlineData("gcr.io/p:1")]
    public void Directories_of_everybody_are_not_trusted(string pattern) => Assert.False(TrustedDirectoryPattern.TryParse(pattern, out _, out _));

    [Theory]
    [InlineData("github.com/shop/web", "https://github.com/shop/web.git", true)]
    [InlineData("github.com/shop/*", "github.com/shop/web", true)]
    [InlineData("github.com/shop/*", "github.com/shop/web/sub", false)]
    [InlineData("github.com/shop/**", "https://github.com/shop/web/sub", true)]
    [InlineData("github.com/shop/*", "https://evil.example/github.com/shop/web", false)]
    public void Source_repositories_are_compared_without_their_scheme(string pattern, string repository, bool isMatch)
    {
        Assert.True(SourceRepositoryPattern.TryParse(pattern, out var parsed, out _));
        Assert.Equal(isMatch, parsed.Matches(repository));
    }

    [Theory]
    [InlineData("index.docker.io/library/nginx:*", "nginx:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("index.docker.io/library/nginx@**", "nginx:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("nginx:1@sha256*", "nginx:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("*/*", "nginx", true)]
    [InlineData("*", "myuser/app", false)]
    [InlineData("ghcr.io/a.b", "ghcr.io/axb", false)]
    public void Globs_are_anchored_and_know_the_whole_reference(string glob, string image, bool isMatch)
    {
        Assert.True(ClusterImageGlob.TryParse(glob, out var parsed, out _));
        Assert.Equal(isMatch, parsed.Matches(image));
    }
}
