using System.IO.Compression;
using System.Security.Cryptography;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>
/// A report's bytes: decompressed when they begin as gzip does, hashed, and refused past a limit. Its first bytes can be looked at before they are read.
/// </summary>
internal sealed class ReportStream : Stream
{
    private const int PeekBytes = 512;
    private readonly Stream _inner;
    private readonly long _limit;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _ahead = [];
    private int _aheadStart;

    private ReportStream(Stream inner, long limit) => (_inner, _limit) = (inner, limit);

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Offset; set => throw new NotSupportedException(); }

    public static async ValueTask<ReportStream> OpenAsync(Stream report, long limit, CancellationToken cancellationToken)
    {
        var raw = new ReportStream(report, limit);
        await raw.PeekAsync(cancellationToken);
        if (raw._ahead is not [0x1f, 0x8b, ..])
        {
            return raw;
        }

        var plain = new ReportStream(new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true), limit);
        await plain.PeekAsync(cancellationToken);
        return plain;
    }

    /// <summary>The first byte that is no white space or byte order mark; 0 when there is none near the start.</summary>
    public byte FirstByte => Array.Find(_ahead, b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xef or 0xbb or 0xbf));

    /// <summary>SHA-256 of all bytes, in lower-case hex; call once, at the end.</summary>
    public string FinishHash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = TakeAhead(buffer.Span);
        if (count == 0 && buffer.Length > 0)
        {
            count = await ReadInnerAsync(buffer, cancellationToken);
        }

        Count(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reports are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask PeekAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[PeekBytes];
        var length = 0;
        while (length < buffer.Length && await ReadInnerAsync(buffer.AsMemory(length), cancellationToken) is var count and > 0)
        {
            length += count;
        }

        _ahead = buffer[..length];
    }

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (_inner is GZipStream && exception is InvalidDataException or EndOfStreamException)
        {
            throw new ReportException(new($"the gzip data is damaged or cut short: {exception.Message}", "", 0, 0, Offset));
        }
    }

    private int TakeAhead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ahead.Length - _aheadStart);
        _ahead.AsSpan(_aheadStart, count).CopyTo(buffer);
        _aheadStart += count;
        return count;
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        Offset += bytes.Length;
        if (Offset > _limit)
        {
            throw new ReportException(new($"the report is larger than {_limit} bytes", "", 0, 0, _limit));
        }

        _hash.AppendData(bytes);
    }
}
