using System.Collections.Frozen;
using Gatehouse.Metadata.Calls;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Masks;

/// <summary>
/// Applies the named fields of a request to a stored record (AIP-134, AIP-161). No mask means every field that is set in the request, <c>*</c> means all of them.
/// Repeated fields and maps are replaced whole. A field named but not set in the request is cleared.
/// </summary>
/// <param name="outputOnly">Top-level fields that only the server sets: naming one is an error, sending one without naming it is not.</param>
/// <param name="immutable">Top-level fields that must keep their value.</param>
internal sealed class MaskedUpdate(MessageDescriptor record, FrozenSet<string> outputOnly, FrozenSet<string> immutable)
{
    /// <summary>Changes <paramref name="target"/>, unless there are errors.</summary>
    public void Apply(FieldMask? mask, IMessage source, IMessage target, List<FieldError> errors)
    {
        var paths = Resolve(mask, source, errors);
        if (errors.Count > 0)
        {
            return;
        }

        foreach (var path in paths)
        {
            Copy(path, source, target, errors);
        }
    }

    private List<FieldDescriptor[]> Resolve(FieldMask? mask, IMessage source, List<FieldError> errors)
    {
        if (mask is null or { Paths.Count: 0 })
        {
            return [.. Mutable().Where(f => IsSet(f, source)).Select(f => new[] { f })];
        }

        if (mask.Paths is ["*"])
        {
            return [.. Mutable().Where(f => !immutable.Contains(f.Name) && !IsUnsetMember(f, source)).Select(f => new[] { f })];
        }

        var paths = new List<FieldDescriptor[]>();
        foreach (var path in mask.Paths)
        {
            if (FieldMaskPaths.Resolve(record, path, out var error) is not { } fields)
            {
                errors.Add(new("update_mask", $"\"{path}\": {error}"));
            }
            else if (outputOnly.Contains(fields[0].Name))
            {
                errors.Add(new("update_mask", $"\"{path}\" is set by the server"));
            }
            else
            {
                paths.Add(fields);
            }
        }

        return paths;
    }

    private IEnumerable<FieldDescriptor> Mutable() => record.Fields.InDeclarationOrder().Where(f => !outputOnly.Contains(f.Name));

    private void Copy(FieldDescriptor[] path, IMessage source, IMessage target, List<FieldError> errors)
    {
        if (immutable.Contains(path[0].Name))
        {
            if (IsSet(path[0], source) && !Equals(path[0].Accessor.GetValue(source), path[0].Accessor.GetValue(target)))
            {
                errors.Add(new(path[0].Name, $"cannot be changed from \"{path[0].Accessor.GetValue(target)}\""));
            }

            return;
        }

        var owner = target;
        IMessage? from = source;
        foreach (var step in path[..^1])
        {
            from = from is null ? null : (IMessage?)step.Accessor.GetValue(from);
            owner = Ensure(step, owner);
        }

        Set(path[^1], from, owner);
    }

    private static IMessage Ensure(FieldDescriptor step, IMessage owner)
    {
        if (step.Accessor.GetValue(owner) is not IMessage inner)
        {
            inner = step.MessageType.Parser.ParseFrom(ByteString.Empty);
            step.Accessor.SetValue(owner, inner);
        }

        return inner;
    }

    private static void Set(FieldDescriptor field, IMessage? from, IMessage owner)
    {
        if (from is null || !IsSet(field, from))
        {
            field.Accessor.Clear(owner);
        }
        else if (field.IsRepeated)
        {
            field.Accessor.Clear(owner);
            Append(field.Accessor.GetValue(owner), field.Accessor.GetValue(from));
        }
        else
        {
            field.Accessor.SetValue(owner, field.Accessor.GetValue(from));
        }
    }

    private static void Append(object target, object source)
    {
        if (target is System.Collections.IDictionary map)
        {
            foreach (System.Collections.DictionaryEntry entry in (System.Collections.IDictionary)source)
            {
                map.Add(entry.Key, entry.Value);
            }

            return;
        }

        foreach (var item in (System.Collections.IEnumerable)source)
        {
            ((System.Collections.IList)target).Add(item);
        }
    }

    private static bool IsUnsetMember(FieldDescriptor field, IMessage source) => field.RealContainingOneof is not null && !IsSet(field, source);

    /// <summary>Whether a message has a value in a field; without presence, one that is not the default.</summary>
    public static bool IsSet(FieldDescriptor field, IMessage message) => field switch
    {
        { IsMap: true } => ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Count > 0,
        { IsRepeated: true } => ((System.Collections.IList)field.Accessor.GetValue(message)).Count > 0,
        { HasPresence: true } => field.Accessor.HasValue(message),
        _ => !IsDefault(field.Accessor.GetValue(message)),
    };

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        System.Enum => Convert.ToInt32(value, null) == 0,
        _ => value.Equals(Activator.CreateInstance(value.GetType())),
    };
}
