using Gatehouse.Access;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Registries;
using Gatehouse.Admission.Reviews;
using Gatehouse.Admission.Workloads;
using Gatehouse.Artifacts.Content;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Pinning;

/// <summary>
/// Gives every image that is named by a tag the digest that the tag means now, so that what is judged afterwards is what runs. An image that cannot be resolved stays as it is: whether it may
/// run is for the policies to say.
/// </summary>
internal sealed class ImagePinner(ResolutionStore resolutions, IOptions<AdmissionOptions> options, TimeProvider time, IImageRegistry? registry = null)
{
    public async ValueTask<PinOutcome> PinAsync(AdmissionReview review, Caller caller, CancellationToken cancellationToken)
    {
        var tagged = review.Images.Where(IsTagged).ToArray();
        if (tagged.Length == 0)
        {
            return new(review, [], []);
        }

        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ReviewTimeoutMilliseconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var images = tagged.Select(i => i.Image).Distinct(StringComparer.Ordinal).ToArray();
        var found = await Task.WhenAll(images.Select(i => ResolveAsync(ImageReference.Parse(i), review, caller, both.Token)));
        var byImage = images.Zip(found).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal);
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            review,
            [.. tagged.Where(i => byImage[i.Image].Digest is not null).Select(i => new ImagePin(i, $"{i.Image}@{byImage[i.Image].Digest}"))],
            [.. byImage.Where(f => f.Value.Problem is not null).Select(f => $"{f.Key} is not pinned: {f.Value.Problem}")]);
    }

    private static bool IsTagged(PodImage image) => ImageReference.TryParse(image.Image, out var reference) && reference.Digest is null;

    private async Task<(Digest? Digest, string? Problem)> ResolveAsync(ImageReference image, AdmissionReview review, Caller caller, CancellationToken cancellationToken)
    {
        if (registry is null)
        {
            return (null, "no registry can be asked here");
        }

        try
        {
            var digest = await registry.ResolveAsync(image, cancellationToken);
            if (!review.IsDryRun)
            {
                await resolutions.KeepAsync(new(ResolutionStore.NameOf(image), digest.ToString(), time.GetUtcNow(), review.Namespace, review.Uid), caller.Principal, caller.Address, cancellationToken);
            }

            return (digest, null);
        }
        catch (RegistryException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return (null, "the time for the review ran out");
        }
    }
}
