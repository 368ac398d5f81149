using System.Net;
using System.Web;
using Azure;
using Azure.Storage.Blobs;
using DealFlow.Azure.Collateral;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Azure.Tests.Collateral;

/// <summary>Sales material and news in the emulated Blob Storage.</summary>
public sealed class BlobCollateralTests(BlobServer server)
{
    private static readonly DealProgram Program = ProgramFolder.Read(Path.Combine(AppContext.BaseDirectory, "programs"), Samples.Now)
        .Single(loaded => loaded.Program.Id == "contoso-network").Program;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_FilesInTheDealsLanguage_AreLinkedOneByOneToRead()
    {
        var (service, container) = await NewAsync();
        await PutAsync(container, "contoso-network/firewall/de/price-list.pdf", "%PDF preis");
        await PutAsync(container, "contoso-network/firewall/de/Grüße.pdf", "%PDF");
        await PutAsync(container, "contoso-network/firewall/de/.hidden", "x");
        await PutAsync(container, "contoso-network/firewall/de/news/2026-02-10-a.txt", "x");
        await PutAsync(container, "contoso-network/firewall/en/price-list.pdf", "%PDF price");
        await PutAsync(container, "contoso-network/switch/de/price-list.pdf", "%PDF");

        var files = await Collateral(service, container).ListAsync(Deal(), Samples.Now, Stop);

        Assert.Equal(["firewall-Grüße.pdf", "firewall-price-list.pdf"], files.Select(file => file.Name));
        var price = files[1];
        Assert.Equal(("application/pdf", 10L, "de"), (price.ContentType, price.Size, price.Language));
        Assert.EndsWith(": Preisliste", price.Title, StringComparison.Ordinal);
        Assert.Equal(Samples.Now + CollateralFile.LinkLives, price.ExpiresAt);
        var parts = HttpUtility.ParseQueryString(new Uri(price.Url).Query);
        Assert.Equal(("b", "r", "https"), (parts["sr"], parts["sp"], parts["spr"]));
        Assert.NotNull(parts["skoid"]); // signed with a delegated key
    }

    [Fact]
    public async Task Url_OfAFile_OpensItAndNothingElse()
    {
        var (service, container) = await NewAsync();
        await PutAsync(container, "contoso-network/firewall/de/price-list.pdf", "%PDF preis");
        await PutAsync(container, "contoso-network/firewall/de/secret.pdf", "%PDF");
        var http = await server.HttpAsync();
        var url = (await Collateral(service, container).ListAsync(Deal(), Samples.Now, Stop)).Single(file => file.Name == "firewall-price-list.pdf").Url;

        using var answer = await http.GetAsync(new Uri(url), Stop);

        Assert.Equal("%PDF preis", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["de"], answer.Content.Headers.ContentLanguage);
        Assert.Equal("firewall-price-list.pdf", answer.Content.Headers.ContentDisposition!.FileNameStar);
        using var other = await http.GetAsync(new Uri(url.Replace("price-list.pdf?", "secret.pdf?", StringComparison.Ordinal)), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var written = await http.PutAsync(new Uri(url), new StringContent("x"), Stop);
        Assert.False(written.IsSuccessStatusCode);
    }

    [Fact]
    public async Task ListAsync_NothingInTheDealsLanguage_GivesTheProgramsFirst()
    {
        var (service, container) = await NewAsync();
        await PutAsync(container, $"contoso-network/firewall/{Program.Language}/brochure.pdf", "%PDF");

        var files = await Collateral(service, container).ListAsync(Deal("fr"), Samples.Now, Stop);

        Assert.Equal(Program.Language, Assert.Single(files).Language);
    }

    [Fact]
    public async Task ListAsync_NothingThere_IsEmpty()
    {
        var (service, container) = await NewAsync();

        Assert.Empty(await Collateral(service, container).ListAsync(Deal(), Samples.Now, Stop));
    }

    [Fact]
    public async Task Url_FileWasRemovedMeanwhile_IsNotFound()
    {
        var (service, container) = await NewAsync();
        await PutAsync(container, "contoso-network/firewall/de/price-list.pdf", "%PDF");
        var url = Assert.Single(await Collateral(service, container).ListAsync(Deal(), Samples.Now, Stop)).Url;
        await container.DeleteBlobAsync("contoso-network/firewall/de/price-list.pdf", cancellationToken: Stop);

        using var answer = await (await server.HttpAsync()).GetAsync(new Uri(url), Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await Collateral(service, container).ListAsync(Deal(), Samples.Now, Stop));
    }

    [Fact]
    public async Task ListAsync_ContainerIsMissing_Throws()
    {
        var service = await server.ConnectAsync();

        await Assert.ThrowsAsync<RequestFailedException>(() => new BlobCollateral(service, "missing", new OneProgram()).ListAsync(Deal(), Samples.Now, Stop));
    }

    [Fact]
    public async Task News_InTheContainer_AreReadAndWhatIsWrongIsLeftOut()
    {
        var (_, container) = await NewAsync();
        await PutAsync(container, "contoso-network/firewall/de/news/2026-02-10-neu.txt", "Neu: Müller\nMehr dazu");
        await PutAsync(container, "contoso-network/firewall/de/news/readme.md", "x");
        await PutAsync(container, "contoso-network/firewall/de/news/2026-02-11-long.txt", new string('x', NewsText.MostBytes + 1));
        await PutAsync(container, "contoso-network/unknown/de/news/2026-02-10-neu.txt", "Nothing");
        await PutAsync(container, "other/firewall/de/news/2026-02-10-neu.txt", "Nothing");
        var news = new BlobNews(container, NullLogger<BlobNews>.Instance);

        var item = Assert.Single(await news.ListAsync(Program, Stop));
        Assert.Equal(new NewsItem("firewall", "de", new LocalDate(2026, 2, 10), "Neu: Müller", "Mehr dazu"), item);

        await PutAsync(container, "contoso-network/firewall/de/news/2026-02-10-neu.txt", "Geändert");
        Assert.Equal("Geändert", Assert.Single(await news.ListAsync(Program, Stop)).Title);
        await container.DeleteBlobAsync("contoso-network/firewall/de/news/2026-02-10-neu.txt", cancellationToken: Stop);
        Assert.Empty(await news.ListAsync(Program, Stop));
    }

    private async Task<(BlobServiceClient Service, BlobContainerClient Container)> NewAsync()
    {
        var service = await server.ConnectAsync();
        var container = service.GetBlobContainerClient($"t{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: Stop);
        return (service, container);
    }

    private static BlobCollateral Collateral(BlobServiceClient service, BlobContainerClient container) => new(service, container.Name, new OneProgram());

    private static Task PutAsync(BlobContainerClient container, string name, string text) =>
        container.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true, Stop);

    private static Registration Deal(string language = "de")
    {
        var deal = Samples.Deal(1);
        return deal with { Lead = deal.Lead with { Language = language } };
    }

    private sealed class OneProgram : IProgramCatalog
    {
        public IReadOnlyList<DealProgram> All => [Program];

        public DealProgram? Find(string id) => id == Program.Id ? Program : null;

        public DealProgram For(Registration registration) => Program;
    }
}
