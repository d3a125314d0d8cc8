using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Workloads;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Reviews;

/// <summary>Reads an AdmissionReview. Never throws on its content: every mistake goes to the errors, with its place.</summary>
public static partial class AdmissionReviewReader
{
    private static readonly ImmutableArray<string> ApiVersions = ["admission.k8s.io/v1", "admission.k8s.io/v1beta1"];

    /// <summary>Status, scale and the like carry a whole object and change no image of it.</summary>
    private static readonly ImmutableArray<string> JudgedSubResources = ["", "ephemeralcontainers"];

    /// <returns>The review; meaningful only when there are no errors.</returns>
    public static AdmissionReview Read(ReadOnlySpan<byte> utf8, AdmissionLimits limits, ManifestErrors errors)
    {
        var positions = new TextPositions(utf8);
        var draft = new Draft();
        try
        {
            var walker = new JsonWalker(utf8, .., limits.Depth, positions, errors);
            ReadReview(ref walker, draft);
            var pod = ReadPod(utf8, draft, draft.Object, limits, positions, errors);
            var images = pod.Images;
            if (draft.Operation == "UPDATE")
            {
                var present = ReadPod(utf8, draft, draft.OldObject, limits, positions, errors).Images.Select(i => i.Image).ToHashSet(StringComparer.Ordinal);
                images = [.. images.Where(i => !present.Contains(i.Image))];
            }

            if (!images.IsEmpty && draft.Object is { } written)
            {
                draft.ServiceAccount = pod.ServiceAccount;
                (draft.Labels, draft.Annotations) = ReadMetadata(utf8, written, limits, positions, errors);
            }

            Check(draft, images, errors);
            return draft.ToReview(images);
        }
        catch (JsonException exception)
        {
            errors.Add(positions.At((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0), utf8), "", "this is not JSON as it should be: " + exception.Message);
        }
        catch (InvalidOperationException)
        {
            errors.Add(Position.Start, "", "a text has an escape that is no character");
        }

        return draft.ToReview([]);
    }

    private static PodContent ReadPod(ReadOnlySpan<byte> utf8, Draft draft, Range? part, AdmissionLimits limits, TextPositions positions, ManifestErrors errors) =>
        part is { } range && JudgedSubResources.Contains(draft.SubResource) && PodTemplates.FindPath(draft.Kind) is { } path
            ? PodImageReader.Read(new JsonWalker(utf8, range, limits.Depth, positions, errors), path, limits.Images)
            : PodContent.None;

    /// <summary>The object has been walked once for its images, so only what is wrong with the metadata themselves is news.</summary>
    private static (FrozenDictionary<string, string> Labels, FrozenDictionary<string, string> Annotations) ReadMetadata(
        ReadOnlySpan<byte> utf8, Range part, AdmissionLimits limits, TextPositions positions, ManifestErrors errors)
    {
        var mistakes = new ManifestErrors(errors.File);
        var metadata = ObjectMetadataReader.Read(new(utf8, part, limits.Depth, positions, mistakes));
        foreach (var mistake in mistakes.ToImmutable().Where(m => m.Path.StartsWith("request.object.metadata.", StringComparison.Ordinal)))
        {
            errors.Add(mistake.Position, mistake.Path, mistake.Message);
        }

        return metadata;
    }

    private static void ReadReview(ref JsonWalker walker, Draft draft)
    {
        walker.Start();
        walker.Object("", (ref walker, name) =>
        {
            switch (name)
            {
                case "apiVersion":
                    draft.ApiVersion = walker.Text(name);
                    break;
                case "kind":
                    draft.ReviewKind = walker.Text(name);
                    break;
                case "request":
                    ReadRequest(ref walker, draft);
                    break;
                default:
                    walker.Skip();
                    break;
            }
        });
        walker.End();
    }

    private static void ReadRequest(ref JsonWalker walker, Draft draft) => walker.Object("request", (ref walker, name) =>
    {
        draft.HasRequest = true;
        var path = "request." + name;
        switch (name)
        {
            case "uid":
                draft.Uid = walker.Text(path);
                break;
            case "kind":
                ReadKind(ref walker, draft);
                break;
            case "resource":
                ReadResource(ref walker, draft);
                break;
            case "subResource":
                draft.SubResource = walker.Text(path);
                break;
            case "namespace":
                draft.Namespace = walker.Text(path);
                break;
            case "name":
                draft.Name = walker.Text(path);
                break;
            case "operation":
                draft.Operation = walker.Text(path);
                break;
            case "dryRun":
                draft.IsDryRun = walker.Boolean(path);
                break;
            case "userInfo":
                ReadUser(ref walker, draft);
                break;
            case "object":
                draft.Object = walker.Take();
                break;
            case "oldObject":
                draft.OldObject = walker.Take();
                break;
            default:
                walker.Skip();
                break;
        }
    });

    private static void ReadKind(ref JsonWalker walker, Draft draft) => walker.Object("request.kind", (ref walker, name) =>
    {
        switch (name)
        {
            case "group":
                draft.Group = walker.Text("request.kind.group");
                break;
            case "version":
                draft.Version = walker.Text("request.kind.version");
                break;
            case "kind":
                draft.Kind = walker.Text("request.kind.kind");
                break;
            default:
                walker.Skip();
                break;
        }
    });

    private static void ReadResource(ref JsonWalker walker, Draft draft) => walker.Object("request.resource", (ref walker, name) =>
    {
        if (name == "resource")
        {
            draft.Resource = walker.Text("request.resource.resource");
        }
        else
        {
            walker.Skip();
        }
    });

    private static void ReadUser(ref JsonWalker walker, Draft draft) => walker.Object("request.userInfo", (ref walker, name) =>
    {
        switch (name)
        {
            case "username":
                draft.UserName = walker.Text("request.userInfo.username");
                break;
            case "groups":
                walker.Array("request.userInfo.groups", (ref walker, i) => draft.Groups.Add(walker.Text($"request.userInfo.groups[{i}]")));
                break;
            default:
                walker.Skip();
                break;
        }
    });

    private static void Check(Draft draft, ImmutableArray<PodImage> images, ManifestErrors errors)
    {
        if (draft.ReviewKind != "AdmissionReview" || !ApiVersions.Contains(draft.ApiVersion))
        {
            errors.Add(Position.Start, "", $"an AdmissionReview of {string.Join(" or ", ApiVersions)} is expected, got kind \"{draft.ReviewKind}\" of \"{draft.ApiVersion}\"");
        }

        if (!draft.HasRequest)
        {
            errors.Add(Position.Start, "request", "a request is expected");
        }
        else if (draft.Uid.Length is 0 or > 256)
        {
            errors.Add(Position.Start, "request.uid", "a uid is expected, at most 256 characters");
        }

        // Policies are found by namespace: a made-up one would find none and admit everything.
        if (!images.IsEmpty && !Label.IsMatch(draft.Namespace))
        {
            errors.Add(Position.Start, "request.namespace", $"\"{draft.Namespace}\" is no namespace, and the object has images to judge");
        }
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label { get; }

    /// <summary>What has been read so far; the order of fields is the sender's.</summary>
    private sealed class Draft
    {
        public string ApiVersion { get; set; } = "";

        public string ReviewKind { get; set; } = "";

        public bool HasRequest { get; set; }

        public string Uid { get; set; } = "";

        public string Group { get; set; } = "";

        public string Version { get; set; } = "";

        public string Kind { get; set; } = "";

        public string Resource { get; set; } = "";

        public string SubResource { get; set; } = "";

        public string Namespace { get; set; } = "";

        public string Name { get; set; } = "";

        public string Operation { get; set; } = "";

        public string UserName { get; set; } = "";

        public List<string> Groups { get; } = [];

        public FrozenDictionary<string, string> Annotations { get; set; } = FrozenDictionary<string, string>.Empty;

        public FrozenDictionary<string, string> Labels { get; set; } = FrozenDictionary<string, string>.Empty;

        public string ServiceAccount { get; set; } = "";

        public bool IsDryRun { get; set; }

        public Range? Object { get; set; }

        public Range? OldObject { get; set; }

        public AdmissionReview ToReview(ImmutableArray<PodImage> images) => new()
        {
            ApiVersion = ApiVersion,
            Uid = Uid,
            Operation = Operation,
            Group = Group,
            Version = Version,
            Kind = Kind,
            Resource = Resource,
            SubResource = SubResource,
            Namespace = Namespace,
            Name = Name,
            UserName = UserName,
            Groups = [.. Groups],
            Annotations = Annotations,
            Labels = Labels,
            ServiceAccount = ServiceAccount,
            IsDryRun = IsDryRun,
            Images = images,
        };
    }
}
