using System.Collections.Immutable;
using Gatehouse.Admission.Workloads;

namespace Gatehouse.Admission.Reviews;

/// <summary>Finds the images of a pod template and the account it runs as, and nothing else, in an object.</summary>
internal static class PodImageReader
{
    private static readonly ImmutableArray<string> ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public static PodContent Read(JsonWalker walker, ImmutableArray<string> path, int maximumImages)
    {
        var draft = new Draft();
        walker.Start();
        Descend(ref walker, path, 0, draft, maximumImages);
        return new([.. draft.Found.OrderBy(f => f.Rank).Select(f => f.Image)], draft.ServiceAccount);
    }

    private static void Descend(ref JsonWalker walker, ImmutableArray<string> path, int depth, Draft draft, int maximumImages)
    {
        var at = "request.object" + string.Concat(path.Take(depth).Select(p => "." + p));
        walker.Object(at, (ref walker, name) =>
        {
            if (depth == path.Length)
            {
                ReadPodField(ref walker, name, string.Join('.', path), draft, maximumImages);
            }
            else if (name == path[depth])
            {
                Descend(ref walker, path, depth + 1, draft, maximumImages);
            }
            else
            {
                walker.Skip();
            }
        });
    }

    private static void ReadPodField(ref JsonWalker walker, string name, string pod, Draft draft, int maximumImages)
    {
        if (name == "serviceAccountName")
        {
            draft.ServiceAccount = walker.Text($"request.object.{pod}.{name}");
            return;
        }

        var rank = name == "volumes" ? ContainerLists.Length : ContainerLists.IndexOf(name);
        if (rank < 0)
        {
            walker.Skip();
            return;
        }

        walker.Array($"request.object.{pod}.{name}", (ref walker, i) =>
        {
            var field = $"{pod}.{name}[{i}]";
            var image = name == "volumes" ? ReadVolume(ref walker, field) : ReadContainer(ref walker, field);
            if (image is not null && draft.Found.Count == maximumImages)
            {
                walker.Error("request.object." + field, $"more than {maximumImages} images");
            }
            else if (image is not null && draft.Found.Count < maximumImages)
            {
                draft.Found.Add((rank, image));
            }
        });
    }

    private static PodImage ReadContainer(ref JsonWalker walker, string field)
    {
        var (container, image) = ("", "");
        walker.Object("request.object." + field, (ref walker, name) =>
        {
            switch (name)
            {
                case "name":
                    container = walker.Text($"request.object.{field}.name");
                    break;
                case "image":
                    image = walker.Text($"request.object.{field}.image");
                    break;
                default:
                    walker.Skip();
                    break;
            }
        });
        return new(field + ".image", container, image);
    }

    /// <summary>A volume that mounts the content of an image brings its files into the pod as a container would.</summary>
    private static PodImage? ReadVolume(ref JsonWalker walker, string field)
    {
        var (volume, image) = ("", (string?)null);
        walker.Object("request.object." + field, (ref walker, name) =>
        {
            switch (name)
            {
                case "name":
                    volume = walker.Text($"request.object.{field}.name");
                    break;
                case "image":
                    image = ReadReference(ref walker, field);
                    break;
                default:
                    walker.Skip();
                    break;
            }
        });
        return image is null ? null : new(field + ".image.reference", volume, image);
    }

    private static string ReadReference(ref JsonWalker walker, string field)
    {
        var reference = "";
        walker.Object($"request.object.{field}.image", (ref walker, name) =>
        {
            if (name == "reference")
            {
                reference = walker.Text($"request.object.{field}.image.reference");
            }
            else
            {
                walker.Skip();
            }
        });
        return reference;
    }

    private sealed class Draft
    {
        public List<(int Rank, PodImage Image)> Found { get; } = [];

        public string ServiceAccount { get; set; } = "";
    }
}
