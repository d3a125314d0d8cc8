using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What an update does to a pod.</summary>
internal static class PodChange
{
    /// <summary>Whether a pod has to be checked again: the number of its containers or an image changed, or an ephemeral container came.</summary>
    public static bool IsSignificant(JsonElement spec, JsonElement old) =>
        HasOtherImages(spec.Field("containers"u8), old.Field("containers"u8))
        || HasOtherImages(spec.Field("initContainers"u8), old.Field("initContainers"u8))
        || HasNewImage(spec.Field("ephemeralContainers"u8), old.Field("ephemeralContainers"u8));

    private static bool HasOtherImages(JsonElement containers, JsonElement old)
    {
        if (containers.ItemCount != old.ItemCount)
        {
            return true;
        }

        var index = 0;
        foreach (var container in containers.Items)
        {
            if (container.Text("image"u8) != old[index++].Text("image"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNewImage(JsonElement containers, JsonElement old)
    {
        foreach (var container in containers.Items)
        {
            if (!HasSame(old, container.Text("name"u8), container.Text("image"u8)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSame(JsonElement containers, string name, string image)
    {
        foreach (var container in containers.Items)
        {
            if (container.Text("name"u8) == name)
            {
                return container.Text("image"u8) == image;
            }
        }

        return false;
    }
}
