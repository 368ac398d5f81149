using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Storage.Blobs;
using DealFlow.Azure.Tests.Collateral;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>Sales material in Blob Storage that the host hands out itself, as where the account is in a private network.</summary>
public sealed class CollateralPartTests(BlobServer server)
{
    private const string Content = "%PDF 0123456789";
    private readonly string _container = $"t{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_ThroughTheHost_IsHandedOutAsWhatItIs()
    {
        await PutAsync("contoso-network/firewall/de/Preisliste Grüße.pdf", Content);
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: true));
        var file = await ApprovedFileAsync(host);
        var url = file.GetProperty("url").GetString()!;

        using var answer = await FetchAsync(host, HttpMethod.Get, url);

        Assert.StartsWith(ProductClient.PublicAddress + "/collateral/file?t=", url, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, Content), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
        var headers = answer.Content.Headers;
        Assert.Equal(("application/pdf", "attachment", file.GetProperty("name").GetString()),
            (headers.ContentType!.MediaType, headers.ContentDisposition!.DispositionType, headers.ContentDisposition.FileNameStar));
        Assert.Equal(["de"], headers.ContentLanguage);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData(5, 8, "0123")]
    [InlineData(11, null, "6789")]
    public async Task File_PartOfIt_IsThatPartAlone(int from, int? to, string expected)
    {
        await PutAsync("contoso-network/firewall/de/price-list.pdf", Content);
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: true));
        var url = (await ApprovedFileAsync(host)).GetProperty("url").GetString()!;

        using var part = await FetchAsync(host, HttpMethod.Get, url, new RangeHeaderValue(from, to));
        using var beyond = await FetchAsync(host, HttpMethod.Get, url, new RangeHeaderValue(99, null));
        using var head = await FetchAsync(host, HttpMethod.Head, url);

        Assert.Equal((HttpStatusCode.PartialContent, expected), (part.StatusCode, await part.Content.ReadAsStringAsync(Stop)));
        Assert.Equal(Content.Length, part.Content.Headers.ContentRange!.Length);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal((HttpStatusCode.OK, Content.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task File_AnotherOrNoToken_OpensNothing()
    {
        await PutAsync("contoso-network/firewall/de/price-list.pdf", Content);
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: true));
        var url = (await ApprovedFileAsync(host)).GetProperty("url").GetString()!;

        foreach (var wrong in new[] { url[..^3], "/collateral/file", "/collateral/file?t=contoso-network/firewall/de/price-list.pdf" })
        {
            using var refused = await FetchAsync(host, HttpMethod.Get, wrong);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        await host.AdvanceAsync(Duration.FromHours(2));
        using var late = await FetchAsync(host, HttpMethod.Get, url);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task File_WasRemovedMeanwhile_IsNotFound()
    {
        var container = await PutAsync("contoso-network/firewall/de/price-list.pdf", Content);
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: true));
        var url = (await ApprovedFileAsync(host)).GetProperty("url").GetString()!;
        await container.DeleteBlobAsync("contoso-network/firewall/de/price-list.pdf", cancellationToken: Stop);

        using var answer = await FetchAsync(host, HttpMethod.Get, url);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task File_StorageHandsItOut_TheHostDoesNot()
    {
        await PutAsync("contoso-network/firewall/de/price-list.pdf", Content);
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: false));

        Assert.StartsWith("https://127.0.0.1", (await ApprovedFileAsync(host)).GetProperty("url").GetString(), StringComparison.Ordinal);
        using var answer = await FetchAsync(host, HttpMethod.Get, "/collateral/file?t=x");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>Blob 404: the deal and its mails go on, operators are told, and what lies there is found once it is back.</summary>
    [Fact]
    public async Task Deal_ContainerIsGone_DealGoesOnAndOperatorsAreTold()
    {
        var errors = new ErrorNumbers();
        await using var host = await PartHost.StartAsync(await server.SettingsAsync(_container, throughHost: true), errors);
        var id = await host.ApprovedAsync();
        var mails = (await host.MailsAsync()).Count;
        await host.AdvanceAsync(Duration.FromDays(22)); // the first daily mail after the first round of follow-up
        Assert.True((await host.MailsAsync()).Count > mails);
        Assert.Contains(2005, errors.Seen); // news

        Assert.Equal(HttpStatusCode.InternalServerError, (await host.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Status);
        Assert.Contains(3002, errors.Seen);

        await PutAsync("contoso-network/firewall/de/price-list.pdf", Content);
        Assert.Single((await host.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Json.EnumerateArray());
    }

    private async Task<BlobContainerClient> PutAsync(string name, string text)
    {
        var container = (await server.ConnectAsync()).GetBlobContainerClient(_container);
        await container.CreateIfNotExistsAsync(cancellationToken: Stop);
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true, Stop);
        return container;
    }

    private static async Task<JsonElement> ApprovedFileAsync(PartHost host)
    {
        var id = await host.ApprovedAsync();
        return Assert.Single((await host.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Json.EnumerateArray());
    }

    private static async Task<HttpResponseMessage> FetchAsync(PartHost host, HttpMethod method, string url, RangeHeaderValue? range = null)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(method, url.Replace(ProductClient.PublicAddress, "", StringComparison.Ordinal));
        request.Headers.Range = range;
        return await http.SendAsync(request, Stop);
    }
}
