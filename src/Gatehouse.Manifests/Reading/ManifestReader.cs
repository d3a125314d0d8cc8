using System.Collections.Immutable;
using System.Text;

namespace Gatehouse.Manifests.Reading;

/// <summary>Reads a file of documents, YAML or JSON, whatever they mean. Never throws on its content: every mistake goes to the errors, with its place.</summary>
public static class ManifestReader
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <returns>The documents in order, empty ones left out; those before a place that cannot be read are still there.</returns>
    public static ImmutableArray<ManifestNode> Read(ReadOnlySpan<byte> utf8, ManifestLimits limits, ManifestErrors errors)
    {
        var documents = ImmutableArray.CreateBuilder<ManifestNode>();
        try
        {
            var text = utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
            CheckText(text, limits);
            foreach (var document in ReadDocuments(text, limits, errors))
            {
                Add(document, documents, limits);
            }
        }
        catch (ManifestSyntaxException exception)
        {
            errors.Add(exception.Position, "", exception.Message);
        }

        return documents.ToImmutable();
    }

    private static void Add(ManifestNode document, ImmutableArray<ManifestNode>.Builder documents, ManifestLimits limits)
    {
        if (documents.Count == limits.Documents)
        {
            throw new ManifestSyntaxException(document.Position, $"more than {limits.Documents} documents");
        }

        if (document is not ManifestNode.Null)
        {
            documents.Add(document);
        }
    }

    private static IEnumerable<ManifestNode> ReadDocuments(ReadOnlySpan<byte> utf8, ManifestLimits limits, ManifestErrors errors) =>
        utf8.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
            ? [new JsonNodeReader(utf8, limits, errors).ReadDocument()]
            : new YamlNodeReader(Encoding.UTF8.GetString(utf8), limits, errors).ReadDocuments();

    /// <summary>A NUL ends a file for some readers and not for others; other control characters deceive the eye.</summary>
    private static void CheckText(ReadOnlySpan<byte> utf8, ManifestLimits limits)
    {
        if (utf8.Length > limits.Bytes)
        {
            throw new ManifestSyntaxException(Position.Start, $"the file has {utf8.Length} bytes; at most {limits.Bytes} are read");
        }

        var offset = 0;
        while (offset < utf8.Length)
        {
            var isValid = Rune.DecodeFromUtf8(utf8[offset..], out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!isValid || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')))
            {
                throw new ManifestSyntaxException(new TextPositions(utf8[..offset]).At(offset, utf8[..offset]), isValid ? $"the control character U+{rune.Value:X4}" : "not UTF-8");
            }

            offset += length;
        }
    }
}
