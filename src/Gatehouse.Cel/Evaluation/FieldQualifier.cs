using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>.field</c>, or an index that is a constant text.</summary>
internal sealed class FieldQualifier(MapKey key, bool isOptional, bool isStrictTest) : Qualifier(isOptional)
{
    public MapKey Key => key;

    protected override Value Find(Frame frame, in Value container, Access access)
    {
        if (container.Kind == ValueKind.Map)
        {
            var isFound = container.MapSource.TryFind(container.Handle, key, out var value);
            return access == Access.Test ? Value.Of(isFound) : isFound ? value : access == Access.Get ? Selection.NoSuchKey(key.Value) : default;
        }
        return Selection.Find(container, key.Value, access, isStrictTest);
    }
}
