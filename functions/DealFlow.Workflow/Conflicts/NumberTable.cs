namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// A hash table from 64-bit hashes to numbers that keeps 40 bits of each hash, nine bytes an entry. Two hashes that agree in these are taken for one:
/// a candidate too many, once in a hundred thousand look-ups of a table with ten million.
/// </summary>
internal sealed class NumberTable
{
    private const int Empty = int.MaxValue, Removed = int.MaxValue - 1;
    private const int HashBits = 40;
    private const double MostFull = 0.88, Growth = 1.12;
    private const int Smallest = 16;

    private uint[] _low = new uint[Smallest];
    private byte[] _high = new byte[Smallest];
    private int[] _values = NewValues(Smallest);
    private int _used;

    public bool TryGet(long hash, out int value)
    {
        value = _values[PlaceOf(Cut(hash))];
        return value is not (Empty or Removed);
    }

    /// <summary>Keeps a number, in place of the one before.</summary>
    public void Set(long hash, int value)
    {
        var cut = Cut(hash);
        var place = PlaceOf(cut);
        if (_values[place] == Empty)
        {
            if (_used + 1 > MostFull * _values.Length)
            {
                Grow();
                place = PlaceOf(cut);
            }
            _used++;
        }
        Put(place, cut, value);
    }

    /// <summary>Its place stays used until the table grows.</summary>
    public void Remove(long hash)
    {
        var place = PlaceOf(Cut(hash));
        if (_values[place] != Empty)
            _values[place] = Removed;
    }

    private static int[] NewValues(int length)
    {
        var values = new int[length];
        Array.Fill(values, Empty);
        return values;
    }

    private static ulong Cut(long hash) => unchecked((ulong)hash) * 0x9E3779B97F4A7C15UL >> (64 - HashBits);

    private int PlaceOf(ulong cut)
    {
        var place = (int)(cut * (ulong)_values.Length >> HashBits);
        while (_values[place] != Empty && (_low[place] != (uint)cut || _high[place] != (byte)(cut >> 32)))
            place = place + 1 == _values.Length ? 0 : place + 1;
        return place;
    }

    private void Put(int place, ulong cut, int value) => (_low[place], _high[place], _values[place]) = ((uint)cut, (byte)(cut >> 32), value);

    private void Grow()
    {
        var (low, high, values) = (_low, _high, _values);
        var length = (int)(values.Length * Growth) + Smallest;
        (_low, _high, _values, _used) = (new uint[length], new byte[length], NewValues(length), 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is Empty or Removed)
                continue;
            var cut = ((ulong)high[i] << 32) | low[i];
            Put(PlaceOf(cut), cut, values[i]);
            _used++;
        }
    }
}
