using System.Text;
using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class SampleFilesTests
{
    private static readonly string[] Accounts = File.ReadAllLines(Path.Combine(SamplePrograms.Folder, "sample", "accounts-contoso.csv"));

    [Fact]
    public void Collateral_EachProductAndLanguage_HasThreeSmallPdfFiles()
    {
        var expected =
            from loaded in ProgramFolder.Read(SamplePrograms.Folder, SamplePrograms.Now)
            from product in loaded.Program.Terms.Products
            from language in loaded.Program.Terms.Languages
            from name in new[] { "brochure.pdf", "presentation.pdf", "price-list.pdf" }
            select Path.Combine(loaded.Program.Id, product.Id, language, name);
        var folder = Path.Combine(SamplePrograms.Folder, "collateral");
        var files = Directory.GetFiles(folder, "*.pdf", SearchOption.AllDirectories);

        Assert.Equal(30, files.Length);
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1_000, 10_000));
        Assert.All(files, file => Assert.StartsWith("%PDF-1.4", File.ReadAllText(file, Encoding.Latin1), StringComparison.Ordinal));
    }

    [Fact]
    public void News_EachText_IsThereInBothLanguages()
    {
        var folder = Path.Combine(SamplePrograms.Folder, "collateral", "contoso-network");
        var files = Directory.GetFiles(folder, "*.txt", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).ToList();
        var german = files.Where(file => file.Contains("/de/news/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(3, german.Count);
        Assert.Equal(german, files.Except(german).Select(file => file.Replace("/en/news/", "/de/news/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("contoso-network/storage/de/price-list.pdf", "Contoso Speichersystem: Preisliste")]
    [InlineData("contoso-network/storage/en/presentation.pdf", "Contoso Storage System: Presentation")]
    [InlineData("contoso-network/switch/de/brochure.pdf", "Contoso Netzwerk-Switch: Broschüre")]
    [InlineData("fabrikam-storage/tape/en/brochure.pdf", "Fabrikam Tape Library: Brochure")]
    public void Collateral_Title_IsInItsLanguage(string path, string title)
    {
        var content = File.ReadAllText(Path.Combine(SamplePrograms.Folder, "collateral", path), Encoding.Latin1);

        Assert.Contains($"/Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}>", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_Sample_AreTwoHundredInventedCompanies()
    {
        var rows = Accounts.Skip(1).Select(line => line.Split(',')).ToList();

        Assert.Equal("id,name,country,city,street,postalCode,domain,vatId,kind,owner,validUntil", Accounts[0]);
        Assert.Equal(200, rows.Count);
        Assert.All(rows, row => Assert.Equal(11, row.Length));
        Assert.All(rows, row => Assert.EndsWith(".example", row[6], StringComparison.Ordinal));
        Assert.DoesNotContain("mueller-maschinenbau.example", rows.Select(row => row[6]));
        Assert.Distinct(rows.Select(row => row[0]));
        Assert.Distinct(rows.Select(row => row[6]));
        Assert.Distinct(rows.Select(row => row[7]).Where(vatId => vatId.Length > 0));
        Assert.All(rows, row => Assert.Contains(row[8], new[] { "customer", "pipeline" }));
        Assert.All(rows, row => Assert.Contains(row[9], new[] { "anna", "bruno", "clara" }));
    }

    [Fact]
    public void Accounts_Sample_NameTheBrewery()
    {
        var row = Assert.Single(Accounts, line => line.Contains(",Brauerei Hofmann & Söhne GmbH,", StringComparison.Ordinal)).Split(',');

        Assert.Equal(["DE", "München", "hofmann-bier.example", "customer", "clara"], [row[2], row[3], row[6], row[8], row[9]]);
    }

    [Fact]
    public void Accounts_VatIds_HaveValidCheckDigits()
    {
        var vatIds = Accounts.Skip(1).Select(line => line.Split(',')[7]).Where(vatId => vatId.Length > 0).ToList();

        Assert.All(vatIds, vatId => Assert.Matches("^(DE99[0-9]{7}|ATU99[0-9]{6})$", vatId));
        Assert.All(vatIds, vatId => Assert.Equal(vatId[0] is 'D' ? GermanCheckDigit(vatId[2..^1]) : AustrianCheckDigit(vatId[3..^1]), vatId[^1] - '0'));
    }

    private static int GermanCheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (digit - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }

        return (11 - product) % 10;
    }

    private static int AustrianCheckDigit(string digits)
    {
        var sum = digits.Select((digit, i) => i % 2 == 0 ? digit - '0' : ((digit - '0') / 5) + ((digit - '0') * 2 % 10)).Sum();
        return (96 - sum) % 10;
    }
}
