using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Matching;

/// <summary>Reads what matching needs of an object, without a copy of it.</summary>
internal static class ObjectFields
{
    public static readonly MapKey Name = new("name");

    public static readonly MapKey Namespace = new("namespace");

    public static readonly MapKey GenerateName = new("generateName");

    private static readonly MapKey Metadata = new("metadata");

    private static readonly MapKey Labels = new("labels");

    /// <summary>A text of the metadata; empty when it is not there.</summary>
    public static string Text(in Value root, MapKey field) => Find(Find(root, Metadata), field) is { Kind: ValueKind.String } text ? text.AsString : "";

    /// <summary>The labels; no map when there are none.</summary>
    public static Value LabelsOf(in Value root) => Find(Find(root, Metadata), Labels);

    public static Value Find(in Value map, MapKey key) => map.Kind == ValueKind.Map && map.MapSource.TryFind(map.Handle, key, out var value) ? value : default;
}
