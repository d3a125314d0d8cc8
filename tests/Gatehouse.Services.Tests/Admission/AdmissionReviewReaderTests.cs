using Gatehouse.Standards;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Reviews;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Services.Tests.Admission;

public sealed class AdmissionReviewReaderTests
{
    private static readonly string? Recorded = TestData.FindFolder("admission-reviews");
    private static readonly string Valid = Gate.Review("Deployment", Gate.PodOf("app:1", Gate.Image('a')));

    public static TheoryData<string> RecordedNames => Recorded is null
        ? new("(absent)")
        : new(Directory.EnumerateFiles(Recorded, "*.json").Where(f => IsReview(f)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(RecordedNames)), Trait("Category", "Conformance"), Trait("Suite", "admission-reviews")]
    public void A_review_of_a_real_api_server_is_read(string name)
    {
        Assert.SkipWhen(Recorded is null, TestData.Absent);
        var bytes = File.ReadAllBytes(Path.Combine(Recorded, name));
        var request = JsonNode.Parse(bytes)!["request"]!;
        var review = Read(bytes, out var mistakes);
        Assert.Empty(mistakes);
        Assert.Equal(
            ((string)request["uid"]!, (string)request["operation"]!, (string)request["kind"]!["kind"]!, (string?)request["namespace"] ?? ""),
            (review.Uid, review.Operation, review.Kind, review.Namespace));
    }

    [Theory]
    [InlineData("", "1:1")]
    [InlineData("[]", "1:1: an object is expected")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}", "1:1: request: a request is expected")]
    [InlineData("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"request\":{\"uid\":\"1\"}}", "1:1: an AdmissionReview of admission.k8s.io/v1 or admission.k8s.io/v1beta1 is expected, got kind \"Pod\" of \"v1\"")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\n\"request\":{\"uid\":7}}", "2:18: request.uid: a text is expected")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"kind\":\"AdmissionReview\"}", "1:27: kind: is here a second time")]
    [InlineData("{\"kind\":\"AdmissionReview\"} {}", "1:28")]
    [InlineData("{\"kind\":\"AdmissionReview\",\n  oops}", "2:3")]
    public void What_is_no_review_is_refused_at_its_place(string text, string expected)
    {
        _ = Read(Encoding.UTF8.GetBytes(text), out var mistakes);
        Assert.Contains(mistakes, m => m.StartsWith("r:" + expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("Production")]
    public void Images_without_a_real_namespace_are_refused(string @namespace)
    {
        _ = Read(Encoding.UTF8.GetBytes(Gate.Review("Pod", Gate.PodOf("app:1"), @namespace)), out var mistakes);
        Assert.Contains("request.namespace", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_list_of_containers_does_not_hide_the_first()
    {
        var text = Valid.Replace("\"containers\":", "\"containers\":[{\"name\":\"x\",\"image\":\"hidden:1\"}],\"containers\":", StringComparison.Ordinal);
        _ = Read(Encoding.UTF8.GetBytes(text), out var mistakes);
        Assert.Contains("second time", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_fields_does_not_matter()
    {
        var request = JsonNode.Parse(Valid)!["request"]!.AsObject();
        var turned = new JsonObject(request.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var review = new JsonObject { ["request"] = turned, ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview" };
        Assert.Equal(2, Read(Encoding.UTF8.GetBytes(review.ToJsonString()), out var mistakes).Images.Length);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void The_number_of_images_has_an_edge()
    {
        var text = Encoding.UTF8.GetBytes(Gate.Review("Pod", Gate.PodOf("a", "b", "c")));
        Assert.Equal(3, Read(text, out var fine, new() { Images = 3 }).Images.Length);
        _ = Read(text, out var mistakes, new() { Images = 2 });
        Assert.Empty(fine);
        Assert.Contains("more than 2 images", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_has_an_edge()
    {
        string Nest(int levels) => Valid.Replace("\"dryRun\":false", "\"options\":" + new string('[', levels) + new string(']', levels), StringComparison.Ordinal);
        _ = Read(Encoding.UTF8.GetBytes(Nest(254)), out var fine);
        _ = Read(Encoding.UTF8.GetBytes(Nest(255)), out var tooDeep);
        Assert.Empty(fine);
        Assert.NotEmpty(tooDeep);
    }

    [Fact]
    public void A_damaged_review_is_answered_with_places_or_read_and_never_throws() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 20], Gen.Char["{}[]\",:\\u0\u20ac\0 1ntf"].Array[0, 4]).Sample(
            (at, cut, insert) =>
            {
                var text = string.Concat(Valid.AsSpan(0, at), new string(insert), Valid.AsSpan(Math.Min(Valid.Length, at + cut)));
                var errors = new ManifestErrors("r");
                _ = AdmissionReviewReader.Read(Encoding.UTF8.GetBytes(text), new(), errors);
                Assert.All(errors.ToImmutable(), e => Assert.True(e.Position is { Line: > 0, Column: > 0 }));
            },
            iter: 5_000);

    [Fact]
    public void Any_bytes_are_answered() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            _ = Read(bytes, out var mistakes);
            Assert.NotEmpty(mistakes);
        });

    private static bool IsReview(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("request", out _);
    }

    private static AdmissionReview Read(byte[] bytes, out string[] mistakes, AdmissionLimits? limits = null)
    {
        var errors = new ManifestErrors("r");
        var review = AdmissionReviewReader.Read(bytes, limits ?? new(), errors);
        mistakes = [.. errors.ToImmutable().Select(e => e.ToString())];
        return review;
    }
}
