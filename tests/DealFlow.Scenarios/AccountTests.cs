using System.IO.Compression;
using System.Net;
using System.Text;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Imported customers and prospects, from the file to the person who decides.</summary>
public sealed class AccountTests
{
    private const string Csv = "id,name,country,city,domain,kind,owner,validUntil\nA-1,Zirbelholz Manufaktur,AT,Graz,zirbelholz.example,pipeline,bruno,2026-03-31\n";

    [Fact]
    public async Task Import_Gzip_IsUnpackedAndRepeatedSafely()
    {
        await using var product = await Product.StartAsync();

        var first = await ImportAsync(product, Gzip(Encoding.UTF8.GetBytes(Csv)), "gzip");
        var second = await ImportAsync(product, Gzip(Encoding.UTF8.GetBytes(Csv)), "gzip");

        Assert.Equal((1, 1), (first.Json.GetProperty("accepted").GetInt32(), second.Json.GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public async Task Import_GzipCutShort_400SaysSo()
    {
        await using var product = await Product.StartAsync();
        var whole = Gzip(Encoding.UTF8.GetBytes(Csv + string.Concat(Enumerable.Range(2, 5000).Select(row => $"A-{row},Firma {row * 7919},DE,,,,,\n"))));

        var answer = await ImportAsync(product, whole[..(whole.Length / 2)], "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("gzip", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_GzipThatGrowsTooLarge_413()
    {
        await using var product = await Product.StartAsync();
        var bomb = Gzip(Encoding.UTF8.GetBytes("id,name,country\n" + new string('\n', 65 * 1024 * 1024)));

        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ImportAsync(product, bomb, "gzip")).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Import_OtherEncodingThanSaid_400(string encoding)
    {
        await using var product = await Product.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await ImportAsync(product, Encoding.UTF8.GetBytes(Csv), encoding)).Status);
    }

    [Fact]
    public async Task Register_CustomerOfAnAccount_ApproverSeesItsKindAndOwnerAndThePartnerDoesNot()
    {
        await using var product = await Product.StartAsync();
        await ImportAsync(product, Encoding.UTF8.GetBytes(Csv));

        var id = await RegisterAsync(product);

        var candidate = (await product.ReadAsync(id, Keys.Contoso)).GetProperty("conflict").GetProperty("candidates")[0];
        Assert.Equal(("account", "pipeline", "bruno"), (candidate.GetProperty("kind").GetString(), candidate.GetProperty("state").GetString(), candidate.GetProperty("owner").GetString()));
        var asked = (await product.MailsToAsync(People.Anna))[^1].Text;
        Assert.Contains("in Anbahnung", asked, StringComparison.Ordinal);
        Assert.Contains("Bruno Lang", asked, StringComparison.Ordinal);
        var page = (await product.GetAsync($"/decide?t={await product.TokenAsync(People.Anna, $"Registrierung {id}.")}")).Text;
        Assert.Contains("Bruno Lang", page, StringComparison.Ordinal);
        Assert.DoesNotContain("bruno", (await product.GetAsync($"/api/registrations/{id}", Keys.AlpenIt)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Register_AfterTheAccountsLastDay_FindsNothing()
    {
        await using var product = await Product.StartAsync();
        await ImportAsync(product, Encoding.UTF8.GetBytes(Csv));

        await product.AdvanceToAsync(2026, 3, 31, 23);
        var last = await RegisterAsync(product);
        await product.AdvanceAsync(Duration.FromHours(2));
        await product.PostAsync($"/api/registrations/{last}/withdraw", new { reason = "A mistake." }, Keys.AlpenIt);
        var later = await RegisterAsync(product);

        Assert.Equal("certain", await VerdictAsync(product, last));
        Assert.Equal("none", await VerdictAsync(product, later));
    }

    private static Task<string> RegisterAsync(Product product) => product.RegisterAsync(
        Keys.AlpenIt, Drafts.Of("Zirbelholz", "zirbelholz.example", null).With(draft => draft["customer"]!["country"] = "AT"));

    private static async Task<string?> VerdictAsync(Product product, string id) =>
        (await product.ReadAsync(id, Keys.Contoso)).GetProperty("conflict").GetProperty("verdict").GetString();

    private static Task<Answer> ImportAsync(Product product, byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("text/csv");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return product.SendAsync(HttpMethod.Post, "/api/accounts", Keys.Contoso, content);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
