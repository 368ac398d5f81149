using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Azure.Collateral;

/// <summary>
/// Sales material in Blob Storage: <c>program/product/language/name.pdf</c>. A link opens one blob, to read, for some minutes, and is signed with a key
/// that is delegated to the product's identity: the account's own key is never used. Where the account is in a private network, links lead to the host
/// instead, which reads the blob for whoever has one.
/// </summary>
/// <param name="throughHost">Null: links lead to the storage.</param>
public sealed class BlobCollateral(BlobServiceClient service, string container, IProgramCatalog programs, FileLinks? throughHost = null)
    : ICollateral, ICollateralContent
{
    private const int ReadAtOnce = 1024 * 1024;

    private static readonly TimeSpan KeyLives = TimeSpan.FromHours(12);
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(5);
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(container);
    private volatile UserDelegationKey? _key;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CollateralFile>> ListAsync(Registration registration, Instant now, CancellationToken cancellation)
    {
        var program = programs.For(registration);
        var found = await Task.WhenAll(registration.Lead.Products.Select(product =>
            FilesOfAsync(program, product, registration.Lead.Language, cancellation)));
        if (found.All(files => files.Count == 0))
            return [];

        var expiresAt = now + CollateralFile.LinkLives;
        if (throughHost is not null)
            return [.. found.SelectMany(files => files).Select(file => Describe(file, program, throughHost.To(NameOf(file, program), registration.Partner, expiresAt), expiresAt))];
        var key = await KeyAsync(cancellation);
        return [.. found.SelectMany(files => files).Select(file => Describe(file, program, LinkTo(file, key), expiresAt))];
    }

    /// <inheritdoc/>
    public async Task<CollateralContent?> OpenAsync(FileName file, CancellationToken cancellation)
    {
        if ((await FilesInAsync(file.Program, file.Product, file.Language, cancellation)).FirstOrDefault(found => file.IsOf(found.Name)) is not { } named)
            return null;
        try
        {
            var stream = await _container.GetBlobClient(named.BlobName).OpenReadAsync(
                new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadAtOnce }, cancellation);
            return new CollateralContent(stream, DownloadNameOf(named), file.Language, named.ChangedAt);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null; // it was removed just now
        }
    }

    private async Task<IReadOnlyList<Material>> FilesOfAsync(DealProgram program, string product, string language, CancellationToken cancellation)
    {
        foreach (var wanted in new[] { language, program.Language }.Distinct())
            if (await FilesInAsync(program.Id, product, wanted, cancellation) is { Count: > 0 } files)
                return files;
        return [];
    }

    /// <summary>The files of one folder; none where the container itself is not there.</summary>
    private async Task<IReadOnlyList<Material>> FilesInAsync(string program, string product, string language, CancellationToken cancellation)
    {
        var folder = $"{program}/{product}/{language}/";
        var files = new List<Material>();
        await foreach (var item in _container.GetBlobsByHierarchyAsync(
            new GetBlobsByHierarchyOptions { Delimiter = "/", Prefix = folder }, cancellation))
            if (item is { IsBlob: true, Blob: var blob } && blob.Name[folder.Length..] is [not '.', ..] name)
                files.Add(new Material(blob.Name, name, product, language, blob.Properties.ContentLength ?? 0, Instant.FromDateTimeOffset(blob.Properties.LastModified ?? default)));
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static CollateralFile Describe(Material file, DealProgram program, string url, Instant expiresAt) => new(
        DownloadNameOf(file), MaterialNames.TitleOf(file.Name, program, file.Product, file.Language), MaterialNames.ContentTypeOf(file.Name), file.Size,
        file.Language, url, expiresAt);

    /// <summary>Storage judges a link by real time, whatever time it is for the product.</summary>
    private string LinkTo(Material file, UserDelegationKey key)
    {
        var name = DownloadNameOf(file);
        var builder = new BlobSasBuilder
        {
            BlobContainerName = _container.Name,
            BlobName = file.BlobName,
            Resource = "b",
            StartsOn = DateTimeOffset.UtcNow - ClocksMayDiffer,
            ExpiresOn = DateTimeOffset.UtcNow + CollateralFile.LinkLives.ToTimeSpan(),
            ContentDisposition = $"attachment; filename=\"{Ascii(name)}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}",
            ContentType = MaterialNames.ContentTypeOf(file.Name),
            ContentLanguage = file.Language,
            Protocol = _container.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        builder.SetPermissions(BlobSasPermissions.Read);
        return new BlobUriBuilder(_container.GetBlobClient(file.BlobName).Uri) { Sas = builder.ToSasQueryParameters(key, service.AccountName) }.ToUri().AbsoluteUri;
    }

    private static FileName NameOf(Material file, DealProgram program) => FileName.Of(program.Id, file.Product, file.Language, file.Name);

    private static string DownloadNameOf(Material file) => $"{file.Product}-{file.Name}";

    /// <summary>The key that signs links. One is asked for a few times a day; of two at once each is good.</summary>
    private async Task<UserDelegationKey> KeyAsync(CancellationToken cancellation)
    {
        if (_key is { } key && key.SignedExpiresOn > DateTimeOffset.UtcNow + CollateralFile.LinkLives.ToTimeSpan())
            return key;
        return _key = (await service.GetUserDelegationKeyAsync(
            DateTimeOffset.UtcNow - ClocksMayDiffer, DateTimeOffset.UtcNow + KeyLives, cancellation)).Value;
    }

    private static string Ascii(string name) => string.Concat(name.Select(sign => char.IsAscii(sign) && sign is not ('"' or '\\') && !char.IsControl(sign) ? sign : '_'));

    private sealed record Material(string BlobName, string Name, string Product, string Language, long Size, Instant ChangedAt);
}
