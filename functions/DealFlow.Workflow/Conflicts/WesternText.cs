using System.Text;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// A text of unknown encoding as UTF-8, streamed. The first bytes beyond ASCII tell: what is no UTF-8 there is read as Windows-1252, in which
/// older spreadsheets of Western Europe save CSV. A text with a byte order mark passes as it is.
/// </summary>
internal sealed class WesternText(Stream inner) : Stream
{
    private const int Chunk = 16 * 1024;
    private const int LongestSequence = 4;
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private readonly byte[] _read = new byte[Chunk];
    private ReadOnlyMemory<byte> _ready;
    private int _held;
    private bool _ended;
    private Kind _kind = Kind.Unread;

    private enum Kind
    {
        Unread,
        Ascii,
        Unchanged,
        Western,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_ended)
            await FillAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        var count = await inner.ReadAsync(_read.AsMemory(_held), cancellation);
        _ended = count == 0;
        var bytes = _read.AsMemory(0, _held + count);
        _held = 0;
        if (_kind is Kind.Unread or Kind.Ascii)
            bytes = Judge(bytes);
        _ready = _kind is Kind.Western ? Encoding.UTF8.GetBytes(Windows1252.GetString(bytes.Span)) : bytes;
        if (_held > 0)
            _ready = _ready.ToArray(); // what is held moves to the front, over what is ready
        if (_held > 0)
            _read.AsSpan(bytes.Length, _held).CopyTo(_read);
    }

    /// <summary>Settles the encoding if these bytes tell; otherwise gives what is certain and holds back the rest until more is read.</summary>
    private Memory<byte> Judge(Memory<byte> bytes)
    {
        var text = bytes.Span;
        if (_kind is Kind.Unread && text.Length < LongestSequence && !_ended)
            return Hold(bytes, 0);
        if (_kind is Kind.Unread && text is [0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            _kind = Kind.Unchanged;
            return bytes;
        }

        _kind = Kind.Ascii;
        var beyond = text.IndexOfAnyExceptInRange((byte)0, (byte)127);
        if (beyond < 0)
            return bytes;
        if (text.Length - beyond < LongestSequence && !_ended)
            return Hold(bytes, beyond);
        _kind = Rune.DecodeFromUtf8(text[beyond..], out _, out _) is System.Buffers.OperationStatus.Done ? Kind.Unchanged : Kind.Western;
        return bytes;
    }

    private Memory<byte> Hold(Memory<byte> bytes, int from)
    {
        _held = bytes.Length - from;
        return bytes[..from];
    }
}
