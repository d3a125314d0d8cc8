using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gatehouse.Admission.Pinning;

/// <summary>
/// Finds the images in the text of manifests, YAML or JSON, of any kind and at any depth: every text member <c>image</c>, and <c>image.reference</c> of volumes. Only places are given, so that
/// whoever edits leaves comments, quotes and layout alone.
/// </summary>
public static class ImageScalars
{
    /// <returns>In the order of the text; none beside a mistake.</returns>
    public static ImmutableArray<ImageScalar> Find(string text, ManifestErrors errors)
    {
        var found = ImmutableArray.CreateBuilder<ImageScalar>();
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var path = new Stack<Frame>();
            while (parser.MoveNext())
            {
                Take(parser.Current!, path, text, found, errors);
            }
        }
        catch (YamlException exception)
        {
            errors.Add(new((int)exception.Start.Line, (int)exception.Start.Column), "", $"this is no YAML: {exception.Message}");
            return [];
        }

        return errors.IsEmpty ? found.ToImmutable() : [];
    }

    private static void Take(ParsingEvent current, Stack<Frame> path, string text, ImmutableArray<ImageScalar>.Builder found, ManifestErrors errors)
    {
        switch (current)
        {
            case MappingStart:
                path.Push(new(true, MemberOf(path)));
                break;
            case SequenceStart:
                path.Push(new(false, MemberOf(path)));
                break;
            case MappingEnd or SequenceEnd:
                _ = path.Pop();
                Done(path);
                break;
            case Scalar scalar when path.TryPeek(out var mapping) && mapping is { IsMapping: true, Member: null }:
                mapping.Member = scalar.Value;
                break;
            case Scalar scalar:
                Add(scalar, path, text, found, errors);
                Done(path);
                break;
            case AnchorAlias when path.TryPeek(out var mapping) && mapping is { IsMapping: true, Member: null }:
                mapping.Member = "*";
                break;
            case AnchorAlias:
                Done(path);
                break;
        }
    }

    private static void Add(Scalar scalar, Stack<Frame> path, string text, ImmutableArray<ImageScalar>.Builder found, ManifestErrors errors)
    {
        if (scalar.Value.Length == 0 || !path.TryPeek(out var mapping) || !IsImage(mapping))
        {
            return;
        }

        var position = new Position((int)scalar.Start.Line, (int)scalar.Start.Column);
        var written = text.AsSpan((int)scalar.Start.Index, (int)(scalar.End.Index - scalar.Start.Index));
        var at = written.LastIndexOf(scalar.Value, StringComparison.Ordinal);
        if (at < 0)
        {
            errors.Add(position, mapping.Member!, $"\"{scalar.Value}\" is written with escapes or over several lines; write it on one line");
            return;
        }

        found.Add(new(position, scalar.Value, (int)scalar.Start.Index + at + scalar.Value.Length));
    }

    private static bool IsImage(Frame mapping) => mapping.IsMapping && (mapping.Member == "image" || (mapping.Member == "reference" && mapping.Owner == "image"));

    private static string MemberOf(Stack<Frame> path) => path.TryPeek(out var frame) ? frame.Member ?? "" : "";

    /// <summary>The value of a member has been read: the next scalar names another.</summary>
    private static void Done(Stack<Frame> path)
    {
        if (path.TryPeek(out var frame))
        {
            frame.Member = null;
        }
    }

    private sealed class Frame(bool isMapping, string owner)
    {
        public bool IsMapping { get; } = isMapping;

        /// <summary>The member that holds it.</summary>
        public string Owner { get; } = owner;

        /// <summary>The member whose value comes next; null before its name.</summary>
        public string? Member { get; set; }
    }
}
