using System.Text;
using System.Text.Json;
using DealFlow.Workflow.Conflicts;
using NodaTime;

namespace DealFlow.Workflow.Tests.Conflicts;

/// <summary>Files as manufacturers have them: from spreadsheets, from CRM systems, and with every mistake that these make.</summary>
public sealed class AccountImportTests
{
    private const string Header = "id,name,country\n";
    private readonly KeptAccounts _accounts = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16BE", "windows-1252"];

    [Fact]
    public async Task ReadCsv_EveryColumn_IsKept()
    {
        var report = await ReadAsync(
            "owner,validUntil,kind,vatId,domain,postalCode,street,city,country,name,id\n"
            + "clara,2027-12-31,pipeline,DE136695976,https://www.acme.example/x,80331,Weg 1,München,DE,Acme GmbH,A-1\n");

        Assert.Equal((1, 0), (report.Accepted, report.RejectedCount));
        var account = _accounts.Single("A-1");
        Assert.Equal(("Acme GmbH", "DE", "acme.example", "DE136695976"), (account.Customer.Name, account.Customer.Country, account.Customer.Domain, account.Customer.VatId));
        Assert.Equal(new("Weg 1", "80331", "München"), account.Customer.Address);
        Assert.Equal(("pipeline", "clara", new LocalDate(2027, 12, 31)), (account.Kind, account.Owner, account.ValidUntil));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task ReadCsv_EncodingsOfSpreadsheets_AreReadAlike(string name)
    {
        var encoding = name switch { "utf-8-bom" => new UTF8Encoding(true), "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!, _ => Encoding.GetEncoding(name) };
        var text = "id;name;country;city\r\n" + string.Concat(Enumerable.Range(1, 2000).Select(row => $"P-{row};Plain {row};DE;Kiel\r\n")) + "A-1;Müller & Söhne – 20 € GmbH;DE;Köln\r\n";
        byte[] preamble = name.StartsWith("utf-8", StringComparison.Ordinal) && name.Length == 5 ? [] : encoding.GetPreamble();

        var report = await ReadAsync([.. preamble, .. encoding.GetBytes(text)]);

        Assert.Equal((2001, 0), (report.Accepted, report.RejectedCount));
        Assert.Equal(("Müller & Söhne – 20 € GmbH", "Köln"), (_accounts.Single("A-1").Customer.Name, _accounts.Single("A-1").Customer.Address!.City));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task ReadCsv_BytesComeInSmallPieces_CharactersStayWhole(int piece)
    {
        await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(Header + "A-1,Ä𝔄ß,DE\n"), piece));

        Assert.Equal("Ä𝔄ß", _accounts.Single("A-1").Customer.Name);
    }

    [Fact]
    public async Task ReadCsv_TextThatStopsBeingUtf8_IsRejectedByItsLine()
    {
        var report = await ReadAsync([.. Encoding.UTF8.GetBytes(Header + "A-1,Köln,DE\nA-2,K"), 0xF6, .. Encoding.UTF8.GetBytes("ln,DE\nA-3,Kiel,DE\n")]);

        Assert.Equal(2, report.Accepted);
        Assert.Equal((3, true), (report.Rejected.Single().Line, report.Rejected.Single().Error.Contains("UTF-8", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("id,name,country\nA-1,\"Wurst, Käse; \"\"Fein\"\"kost\",DE\n", "Wurst, Käse; \"Fein\"kost")]
    [InlineData("id;name;country\nA-1;Wurst, Käse, Brot;DE\nA-2;Brot;DE\n", "Wurst, Käse, Brot")]
    [InlineData("id\tname\tcountry\nA-1\tWurst, Käse\tDE\n", "Wurst, Käse")]
    [InlineData("sep=;\r\nid;name;country\r\nA-1;Wurst;DE\r\n", "Wurst")]
    [InlineData("id,name,country,,\nA-1,Wurst,DE,,\n", null)]
    [InlineData("id,name,country\nA-1,Wurst,DE,,\n", "Wurst")]
    [InlineData("id,name,country\nA-1,\" Wurst\nund Käse \",DE\n", "Wurst und Käse")]
    [InlineData("id,name,country\nA-1,=HYPERLINK(1),DE\n", "=HYPERLINK(1)")]
    [InlineData("id,name,country\nA-1,\"@SUM(1+1)*cmd|' /C calc'!A0\",DE\n", "@SUM(1+1)*cmd|' /C calc'!A0")]
    public async Task ReadCsv_SeparatorsQuotesAndFormulas_AreTextAsWritten(string csv, string? name)
    {
        if (name is null)
        {
            await Assert.ThrowsAsync<AccountImportException>(() => ReadAsync(csv));
            return;
        }

        await ReadAsync(csv);
        Assert.Equal(name, _accounts.Single("A-1").Customer.Name);
    }

    [Theory]
    [InlineData("", "'id' is missing")]
    [InlineData("A-1,Acme,DE\n", "'A-1' is not known")]
    [InlineData("id,name\nA-1,Acme\n", "'country' is missing")]
    [InlineData("id,name,country,name\nA-1,Acme,DE,Bcme\n", "names a column twice")]
    [InlineData("id,name,country,color\nA-1,Acme,DE,red\n", "'color' is not known")]
    public async Task ReadCsv_HeaderIsWrong_SaysSoAndImportsNothing(string csv, string expected)
    {
        var refusal = await Assert.ThrowsAsync<AccountImportException>(() => ReadAsync(csv));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_accounts.All);
    }

    [Fact]
    public async Task ReadCsv_BadRows_AreReportedByLineAndStopNobody()
    {
        var report = await ReadAsync(
            "id,name,country,domain,vatId,kind,validUntil\n" // 1
            + "A-2,Good,DE,,,,\n" // 2
            + "\n" // 3
            + "A-4,\"Two\nlines\",DE,,,,\n" // 4, 5
            + ",No id,DE,,,,\n" // 6
            + "A-7, ,DE,,,,\n" // 7
            + "A-8,X,XX,,,,\n" // 8
            + "A-9,X,DE,com,,,\n" // 9
            + "A-10,X,DE,,DE1,,\n" // 10
            + "A-11,X,DE,,,friend,\n" // 11
            + "A-12,X,DE,,,,31.12.2027\n" // 12
            + "A-13,X,DE,,,,,more\n" // 13
            + "A-14,\"X\"Y\",DE,,,,\n" // 14
            + "A-15,Evil \u202Eeman,DE,,,,\n" // 15
            + "A-16\n" // 16
            + $"A-17,{new string('x', 201)},DE,,,,\n" // 17
            + "A-18,Good,DE,,,,"); // 18

        Assert.Equal(["A-2", "A-4", "A-18"], _accounts.All.Select(account => account.Id));
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17], report.Rejected.Select(row => row.Line));
        Assert.Equal((3, 12), (report.Accepted, report.RejectedCount));
    }

    [Fact]
    public async Task ReadCsv_QuoteNeverClosed_EndsWithItsLineAndKeepsWhatCameBefore()
    {
        var rows = string.Concat(Enumerable.Range(1, 600).Select(row => $"A-{row},Acme {row},DE\n"));
        var csv = Header + rows + "B-1,\"Acme,DE\n" + string.Concat(Enumerable.Repeat("C-1,Acme,DE\n", 40_000));

        var refusal = await Assert.ThrowsAsync<AccountImportException>(() => ReadAsync(csv));

        Assert.Contains("line 602", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(500, _accounts.All.Count);
    }

    [Fact]
    public async Task ReadCsv_ThousandsOfBadRows_ReportsSomeAndCountsAll()
    {
        var report = await ReadAsync(Header + string.Concat(Enumerable.Repeat("A-1,,DE\n", 2500)));

        Assert.Equal((0, 1000, 2500), (report.Accepted, report.Rejected.Count, report.RejectedCount));
    }

    [Fact]
    public async Task ReadCsv_Again_ReplacesByTheId()
    {
        await ReadAsync(Header + "A-1,Acme,DE\nA-2,Bcme,DE\n");
        await ReadAsync(Header + "A-1,Acme,DE\nA-2,Cme,DE\n");

        Assert.Equal(["Acme", "Cme"], _accounts.All.Select(account => account.Customer.Name));
    }

    [Fact]
    public async Task ReadJson_Elements_AreKeptOrRejectedByTheirNumber()
    {
        var report = await ReadJsonAsync(
            "\uFEFF"
            + """
            [{"id":"A-1","name":" Acme ","country":"DE","city":null,"validUntil":"2027-01-31"}, null, 7, "x", [],
             {"id":"A-6","name":"Acme","country":"DE","color":"red"}, {"id":7,"name":"Acme","country":"DE"},
             {"id":"A-8","id":"A-8","name":"Acme","country":"DE"}, {"ID":"A-9","name":"Acme","country":"DE"},
             {"id":"A-10","name":"\ud800","country":"DE"}, {"id":"A-11","name":"Acme","country":"DE","street":"Weg 1\nHaus 2"}]
            """);

        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10], report.Rejected.Select(row => row.Line));
        Assert.Equal(["Acme", "Acme"], _accounts.All.Select(account => account.Customer.Name));
        Assert.Equal("Weg 1 Haus 2", _accounts.Single("A-11").Customer.Address!.Street);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"id\":\"A-1\"")]
    [InlineData("id,name,country")]
    public async Task ReadJson_NoArray_IsRefused(string json) => await Assert.ThrowsAsync<JsonException>(() => ReadJsonAsync(json));

    private Task<ImportReport> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    private Task<ImportReport> ReadAsync(byte[] csv) => ReadAsync(new MemoryStream(csv));

    private Task<ImportReport> ReadAsync(Stream csv) => new AccountImport(_accounts).ReadCsvAsync("contoso", csv, Stop);

    private Task<ImportReport> ReadJsonAsync(string json) =>
        new AccountImport(_accounts).ReadJsonAsync("contoso", new MemoryStream(Encoding.UTF8.GetBytes(json)), Stop);

    private sealed class KeptAccounts : IAccountStore
    {
        private readonly Dictionary<string, Account> _kept = [];

        public IReadOnlyCollection<Account> All => _kept.Values;

        public Account Single(string id) => _kept[id];

        public Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation)
        {
            foreach (var account in accounts)
                _kept[account.Id] = account;
            return Task.CompletedTask;
        }

        public Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyList<Account>> ReadAsync(string manufacturer, IReadOnlyList<string> ids, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }

    /// <summary>A network that delivers a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
