using System.Net;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>The older question of API servers: images and a namespace.</summary>
public sealed class ImageReviewTests
{
    [Theory]
    [InlineData("production", false)]
    [InlineData("staging", true)]
    public async Task The_policies_of_the_namespace_answer_it(string place, bool isAllowed)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{}");
        var (status, answer) = await gate.PostAsync("admission/v1/imagereview", Review($$"""{"containers":[{"image":"{{Gate.Image('a')}}"},{"image":"{{Gate.Repository}}:1"}],"namespace":"{{place}}"}"""));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ImageReview", isAllowed), ((string)answer["kind"]!, (bool)answer["status"]!["allowed"]!));
        Assert.Equal(isAllowed, answer["status"]!["reason"] is null);
        var (_, decision) = await gate.GetAsync($"v1/decisions/{answer["status"]!["auditAnnotations"]!["decision"]}");
        Assert.Equal(isAllowed, (bool)decision["allowed"]!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nothing")]
    [InlineData("""{"kind":"ImageReview","apiVersion":"imagepolicy.k8s.io/v1","spec":{"containers":[]}}""")]
    [InlineData("""{"kind":"ImageReview","apiVersion":"imagepolicy.k8s.io/v1alpha1","spec":{"containers":[{"image":1}]}}""")]
    public async Task What_is_no_review_is_refused(string body)
    {
        await using var gate = await Gate.OpenAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await gate.PostAsync("admission/v1/imagereview", body)).Status);
    }

    private static string Review(string spec) => "{\"kind\":\"ImageReview\",\"apiVersion\":\"imagepolicy.k8s.io/v1alpha1\",\"spec\":" + spec + "}";
}
