using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// The customers of one manufacturer in a few large arrays: their texts one after another, and tables from keys to the numbers of customers. One that
/// is taken out leaves its number behind, and its postings until their key would become common.
/// </summary>
internal sealed class PackedCandidates
{
    private const int Common = int.MinValue;

    private readonly PackedTexts _texts = new();
    private readonly NumberTable _names = new();
    private readonly NumberTable _keys = new();
    private readonly List<int[]?> _lists = [];
    private readonly Stack<int> _freeLists = [];

    /// <summary>Adds a customer, or replaces the one of this name.</summary>
    public void Put(string name, IndexedCustomer customer)
    {
        Remove(name);
        var number = _texts.Add(name, customer.Fingerprint);
        _names.Set(HashOf(name), number);
        Span<long> hashes = stackalloc long[IndexedCustomer.MostKeys];
        var count = 0;
        foreach (var key in customer.Keys)
            if (key.Hash is var hash && !hashes[..count].Contains(hash))
                AddPosting(hashes[count++] = hash, number);
    }

    /// <summary>Takes a customer out, if it is there.</summary>
    public void Remove(string name)
    {
        if (Find(name) is not { } number)
            return;
        _texts.Remove(number);
        _names.Remove(HashOf(name));
    }

    /// <summary>What stands under these keys, in their order.</summary>
    public IReadOnlyList<KeyPostings> Read(IReadOnlyList<CandidateKey> keys)
    {
        var read = keys.Select(key => (Key: key, Customers: NumbersUnder(key))).ToList();
        var chosen = CandidateChoice.Of(read).ToDictionary(number => number, _texts.Read);
        return [.. read.Select(ofKey => new KeyPostings(ofKey.Key, [.. ofKey.Customers.Where(chosen.ContainsKey).Select(number => chosen[number])]) { Customers = ofKey.Customers.Length })];
    }

    private int[] NumbersUnder(CandidateKey key)
    {
        if (!_keys.TryGet(key.Hash, out var value) || value == Common)
            return [];
        if (value >= 0)
            return _texts.IsLive(value) ? [value] : [];
        var list = _lists[~value]!;
        return Array.FindAll(list[1..(list[0] + 1)], _texts.IsLive);
    }

    private int? Find(string name) => _names.TryGet(HashOf(name), out var number) && _texts.IsLive(number) && _texts.Read(number).Customer == name ? number : null;

    /// <summary>A value is the number of the only customer, or the complement of the number of a list, or says that the key is common.</summary>
    private void AddPosting(long key, int number)
    {
        if (!_keys.TryGet(key, out var value))
            _keys.Set(key, number);
        else if (value >= 0)
            _keys.Set(key, _texts.IsLive(value) ? ~NewList(value, number) : number);
        else if (value != Common)
            AddToList(key, ~value, number);
    }

    private void AddToList(long key, int place, int number)
    {
        var list = _lists[place]!;
        if (list[0] == IndexedCustomer.MostPostings)
            list[0] = DropTheDead(list);
        if (list[0] == IndexedCustomer.MostPostings)
        {
            _keys.Set(key, Common);
            _lists[place] = null;
            _freeLists.Push(place);
            return;
        }
        if (list[0] + 1 == list.Length)
            Array.Resize(ref list, Math.Min(list.Length + Math.Max(list.Length / 4, 1), IndexedCustomer.MostPostings + 1));
        list[++list[0]] = number;
        _lists[place] = list;
    }

    private int NewList(int first, int second)
    {
        int[] list = [2, first, second];
        if (_freeLists.TryPop(out var place))
            _lists[place] = list;
        else
        {
            place = _lists.Count;
            _lists.Add(list);
        }
        return place;
    }

    private int DropTheDead(int[] list)
    {
        var live = 0;
        for (var i = 1; i <= list[0]; i++)
            if (_texts.IsLive(list[i]))
                list[++live] = list[i];
        return live;
    }

    private static long HashOf(string name) => new CandidateKey(name).Hash;
}
