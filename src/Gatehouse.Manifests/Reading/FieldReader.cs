using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Artifacts.Spelling;

namespace Gatehouse.Manifests.Reading;

/// <summary>
/// Takes the fields of a mapping one by one, in the types they should have. What is asked for is what is known: <see cref="Finish"/> calls every other field a
/// mistake. A field without a value is as good as absent, as in Kubernetes.
/// </summary>
public sealed class FieldReader(ManifestNode.Mapping mapping, string path, ManifestErrors errors)
{
    private readonly Dictionary<string, ManifestEntry> _fields = mapping.Entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public Position Position => mapping.Position;

    public string Path => path;

    /// <summary>The field's text; null when absent or, told as a mistake, not text.</summary>
    public string? Text(string name, params ReadOnlySpan<string> aliases) => Take(name, aliases) switch
    {
        null => null,
        ManifestNode.Text text => text.Value,
        var other => Mistake(other, name, $"a text is expected, not {other.Description}{Quote(other)}"),
    };

    /// <summary>As <see cref="Text"/>, for one of a few words; null, told as a mistake, for any other.</summary>
    public string? Word(string name, IReadOnlyCollection<string> words)
    {
        var value = Take(name, []);
        if (value is null or ManifestNode.Text { Value: "" })
        {
            return null;
        }

        return value is ManifestNode.Text text && words.Contains(text.Value)
            ? text.Value
            : Mistake(value, name, $"{value.Description} is none of {string.Join(", ", words)}");
    }

    /// <summary>The texts of a list; empty when absent. Items that are no text are mistakes.</summary>
    public ImmutableArray<string> Texts(string name, params ReadOnlySpan<string> aliases)
    {
        var value = Take(name, aliases);
        if (value is not ManifestNode.Sequence sequence)
        {
            _ = value is null ? null : Mistake(value, name, $"a list is expected, not {value.Description}");
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (i, item) in sequence.Items.Index())
        {
            if (item is ManifestNode.Text text)
            {
                texts.Add(text.Value);
            }
            else
            {
                _ = Mistake(item, $"{name}[{i}]", $"a text is expected, not {item.Description}{Quote(item)}");
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>A reader of the field's own fields; null when absent.</summary>
    public FieldReader? Mapping(string name, params ReadOnlySpan<string> aliases)
    {
        var value = Take(name, aliases);
        if (value is null or ManifestNode.Mapping)
        {
            return value is ManifestNode.Mapping found ? new(found, Join(name), errors) : null;
        }

        _ = Mistake(value, name, $"a mapping is expected, not {value.Description}");
        return null;
    }

    /// <summary>Readers of the mappings of a list, in order; empty when absent. Items that are no mapping are mistakes.</summary>
    public ImmutableArray<FieldReader> Mappings(string name, params ReadOnlySpan<string> aliases)
    {
        var value = Take(name, aliases);
        if (value is not ManifestNode.Sequence sequence)
        {
            _ = value is null ? null : Mistake(value, name, $"a list is expected, not {value.Description}");
            return [];
        }

        var readers = ImmutableArray.CreateBuilder<FieldReader>();
        foreach (var (i, item) in sequence.Items.Index())
        {
            if (item is ManifestNode.Mapping found)
            {
                readers.Add(new(found, Join($"{name}[{i}]"), errors));
            }
            else
            {
                _ = Mistake(item, $"{name}[{i}]", $"a mapping is expected, not {item.Description}");
            }
        }

        return readers.ToImmutable();
    }

    /// <summary>Null when absent or, told as a mistake, neither true nor false.</summary>
    public bool? Boolean(string name)
    {
        var value = Take(name, []);
        if (value is null or ManifestNode.Boolean)
        {
            return (value as ManifestNode.Boolean)?.Value;
        }

        _ = Mistake(value, name, $"true or false is expected, not {value.Description}");
        return null;
    }

    /// <summary>Null when absent or, told as a mistake, no whole number in the range.</summary>
    public int? Integer(string name, int minimum, int maximum)
    {
        var value = Take(name, []);
        if (value is ManifestNode.Number number && int.TryParse(number.Literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) && parsed >= minimum && parsed <= maximum)
        {
            return parsed;
        }

        _ = value is null ? null : Mistake(value, name, $"a whole number from {minimum} to {maximum} is expected, not {value.Description}");
        return null;
    }

    /// <summary>Null when absent or, told as a mistake, no number in the range.</summary>
    public double? Decimal(string name, double minimum, double maximum)
    {
        var value = Take(name, []);
        if (value is ManifestNode.Number number && double.TryParse(number.Literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && parsed >= minimum && parsed <= maximum)
        {
            return parsed;
        }

        _ = value is null ? null : Mistake(value, name, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum} is expected, not {value.Description}"));
        return null;
    }

    /// <summary>Whether the field is there with a value, also an empty one. Does not make it known.</summary>
    public bool Has(string name) => Find(name) is { Value: not ManifestNode.Null };

    /// <summary>A mapping whose keys are free and whose values are texts; empty when absent.</summary>
    public ImmutableSortedDictionary<string, string> TextMap(string name)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Mapping(name) is { } fields)
        {
            foreach (var key in fields.Keys)
            {
                map[key] = fields.Text(key) ?? "";
            }
        }

        return map.ToImmutable();
    }

    /// <summary>Knows the field without looking at it.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _ = Take(name, []);
        }
    }

    public ImmutableArray<string> Keys => [.. mapping.Entries.Select(e => e.Key)];

    /// <summary>Adds a mistake about a field, at its value where it is there; with an empty name, about the mapping itself.</summary>
    public void Error(string name, string message) => errors.Add(Find(name)?.Value.Position ?? mapping.Position, Join(name), message);

    /// <summary>Adds what its author should know of a field, at its value where it is there; with an empty name, of the mapping itself.</summary>
    public void Warn(string name, string message) => errors.Warn(Find(name)?.Value.Position ?? mapping.Position, Join(name), message);

    /// <summary>Calls every field that nobody asked for a mistake.</summary>
    public void Finish()
    {
        foreach (var entry in mapping.Entries.Where(e => !_taken.Contains(e.Key)).TakeWhile(_ => !errors.IsFull))
        {
            errors.Add(entry.Position, Join(entry.Key), $"unknown field{NearestName.Suggest(entry.Key, _known)}");
        }
    }

    private ManifestNode? Take(string name, ReadOnlySpan<string> aliases)
    {
        _known.Add(name);
        var found = TakeEntry(name);
        foreach (var alias in aliases)
        {
            var other = TakeEntry(alias);
            if (found is not null && other is not null)
            {
                errors.Add(other.Position, Join(alias), $"is another spelling of {name}, which is also given; keep one of them");
            }

            found ??= other;
        }

        return found?.Value is ManifestNode.Null ? null : found?.Value;
    }

    private ManifestEntry? TakeEntry(string name)
    {
        _ = _taken.Add(name);
        return Find(name);
    }

    private ManifestEntry? Find(string name) => _fields.GetValueOrDefault(name);

    private string? Mistake(ManifestNode value, string name, string message)
    {
        errors.Add(value.Position, Join(name), message);
        return null;
    }

    private static string Quote(ManifestNode value) => value is ManifestNode.Number or ManifestNode.Boolean ? "; put it in quotes" : "";

    private string Join(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}
