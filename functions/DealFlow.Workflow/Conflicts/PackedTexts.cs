using System.Text;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Names and fingerprints as UTF-8, one after another in large blocks. A customer's number is that of its text, from 0.</summary>
internal sealed class PackedTexts
{
    private const int BlockBits = 20;
    private const int Block = 1 << BlockBits;
    private const int LengthBytes = 4;
    private const long Dead = -1;

    private readonly List<byte[]> _blocks = [];
    private readonly List<long> _starts = [];
    private int _used = Block;

    /// <summary>Keeps a text and gives its number.</summary>
    public int Add(string name, string fingerprint)
    {
        var (nameBytes, printBytes) = (Encoding.UTF8.GetByteCount(name), Encoding.UTF8.GetByteCount(fingerprint));
        var length = LengthBytes + nameBytes + printBytes;
        if (_used + length > Block)
        {
            _blocks.Add(new byte[Math.Max(Block, length)]);
            _used = 0;
        }
        var at = _blocks[^1].AsSpan(_used, length);
        BitConverter.TryWriteBytes(at, (ushort)nameBytes);
        BitConverter.TryWriteBytes(at[2..], (ushort)printBytes);
        Encoding.UTF8.GetBytes(name, at[LengthBytes..]);
        Encoding.UTF8.GetBytes(fingerprint, at[(LengthBytes + nameBytes)..]);
        _starts.Add(((long)(_blocks.Count - 1) << BlockBits) + _used);
        _used += length;
        return _starts.Count - 1;
    }

    public bool IsLive(int number) => _starts[number] != Dead;

    public void Remove(int number) => _starts[number] = Dead;

    public Posting Read(int number)
    {
        var start = _starts[number];
        var at = _blocks[(int)(start >> BlockBits)].AsSpan((int)(start & (Block - 1)));
        var (name, print) = (BitConverter.ToUInt16(at), BitConverter.ToUInt16(at[2..]));
        return new Posting(Encoding.UTF8.GetString(at.Slice(LengthBytes, name)), Encoding.UTF8.GetString(at.Slice(LengthBytes + name, print)));
    }
}
