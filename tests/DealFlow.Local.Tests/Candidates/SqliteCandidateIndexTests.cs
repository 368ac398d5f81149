using DealFlow.Domain.Conflicts;
using DealFlow.Local.Candidates;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Tests.Ports;

namespace DealFlow.Local.Tests.Candidates;

/// <summary>The candidate index on a file.</summary>
public sealed class SqliteCandidateIndexTests : CandidateIndexSuite, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-candidates-");
    private SqliteCandidateIndex? _index;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder.FullName, "candidates.db");

    public void Dispose()
    {
        _index?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("no database at all, but a text that somebody has put there")]
    [InlineData("")]
    public async Task Open_FileIsNoIndex_MakesOneAnew(string text)
    {
        await File.WriteAllTextAsync(FilePath, text, Stop);

        var index = await OpenAsync();

        Assert.Empty(Assert.Single(await index.ReadAsync("contoso", [new CandidateKey("word:zirbelholz")], Stop)).Postings);
    }

    [Fact]
    public async Task PutAsync_ManyOfACommonKeyAtOnceAndOneWithoutKeys_AreKept()
    {
        var index = await OpenAsync();
        var (common, own) = (new CandidateKey("word:gmbh"), new CandidateKey("word:zirbelholz"));
        var many = Enumerable.Range(1, IndexedCustomer.MostPostings + 50).Select(number => new NamedCustomer($"A{number}", new IndexedCustomer([common], "DE")));

        await index.PutAsync("contoso", [.. many, new("B", new IndexedCustomer([], "DE")), new("C", new IndexedCustomer([common, own], "DE"))], Stop);

        var read = await index.ReadAsync("contoso", [common, own], Stop);
        Assert.Empty(read[0].Postings);
        Assert.Equal("C", Assert.Single(read[1].Postings).Customer);
    }

    [Fact]
    public async Task Open_OfAnotherVersion_BeginsAnew()
    {
        await (await OpenAsync()).PutAsync("contoso", [new("A", new IndexedCustomer([new CandidateKey("word:zirbelholz")], "DE"))], Stop);
        _index!.Dispose();

        _index = SqliteCandidateIndex.Open(FilePath, IndexedCustomer.Version + 1);

        Assert.Empty(Assert.Single(await _index.ReadAsync("contoso", [new CandidateKey("word:zirbelholz")], Stop)).Postings);
    }

    [Fact]
    public async Task ReadAsync_AgainstTheIndexInMemory_GivesTheSame()
    {
        var (index, memory) = (await OpenAsync(), new MemoryCandidateIndex());
        var customers = Enumerable.Range(0, 600).Select(number => new NamedCustomer(
            $"account:{number % 500}", IndexedCustomer.Of(new CustomerFacts { Name = $"Firma {number % 7} Zirbel{number % 13} Werk GmbH", Country = "DE", Address = new(null, null, $"Ort {number % 3}") }))).ToList();
        foreach (var part in customers.Chunk(70))
        {
            await index.PutAsync("contoso", part, Stop);
            await memory.PutAsync("contoso", part, Stop);
        }

        foreach (var customer in customers.Take(40))
            Assert.Equal(
                (await memory.ReadAsync("contoso", customer.Indexed.Keys, Stop)).Select(Flat), (await index.ReadAsync("contoso", customer.Indexed.Keys, Stop)).Select(Flat));
    }

    protected override Task<ICandidateIndex> OpenAsync()
    {
        _index?.Dispose();
        _index = SqliteCandidateIndex.Open(FilePath);
        return Task.FromResult<ICandidateIndex>(_index);
    }

    private static string Flat(KeyPostings key) =>
        $"{key.Key}: {string.Join(", ", key.Postings.Select(posting => $"{posting.Customer} {posting.Fingerprint}").Order(StringComparer.Ordinal))}";
}
