using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Local.Files;

/// <summary>Sales material in a folder: <c>program/product/language/name.pdf</c>. Links are signed and live an hour.</summary>
internal sealed class FolderCollateral(string folder, IProgramCatalog programs, FileLinks links) : ICollateral, ICollateralContent
{
    public Task<IReadOnlyList<CollateralFile>> ListAsync(Registration registration, Instant now, CancellationToken cancellation)
    {
        var program = programs.For(registration);
        IReadOnlyList<CollateralFile> files =
        [
            .. from product in registration.Lead.Products
               from file in FilesOf(program, product, registration.Lead.Language)
               select Describe(file, program, product, registration, now + CollateralFile.LinkLives),
        ];
        return Task.FromResult(files);
    }

    public Task<CollateralContent?> OpenAsync(FileName file, CancellationToken cancellation) => Task.FromResult(
        FilesIn(file.Program, file.Product, file.Language).FirstOrDefault(found => file.IsOf(found.Name)) is { } named
            ? new CollateralContent(named.OpenRead(), NameOf(file.Product, named), file.Language, Instant.FromDateTimeUtc(named.LastWriteTimeUtc))
            : null);

    private List<FileInfo> FilesOf(DealProgram program, string product, string language) =>
        new[] { language, program.Language }.Select(wanted => FilesIn(program.Id, product, wanted)).FirstOrDefault(files => files.Count > 0) ?? [];

    private List<FileInfo> FilesIn(string program, string product, string language)
    {
        var directory = new DirectoryInfo(Path.Combine(folder, program, product, language));
        return directory.Exists ? [.. directory.EnumerateFiles().Where(file => file.Name[0] != '.').OrderBy(file => file.Name, StringComparer.Ordinal)] : [];
    }

    private CollateralFile Describe(FileInfo file, DealProgram program, string product, Registration registration, Instant expiresAt)
    {
        var language = file.Directory!.Name;
        return new CollateralFile(
            NameOf(product, file), MaterialNames.TitleOf(file.Name, program, product, language), MaterialNames.ContentTypeOf(file.Name), file.Length, language,
            links.To(FileName.Of(program.Id, product, language, file.Name), registration.Partner, expiresAt), expiresAt);
    }

    private static string NameOf(string product, FileInfo file) => $"{product}-{file.Name}";
}
