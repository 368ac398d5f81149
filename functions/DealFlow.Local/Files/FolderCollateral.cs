using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Local.Files;

/// <summary>Sales material in a folder: <c>program/product/language/name.pdf</c>. Links are signed and live an hour.</summary>
internal sealed class FolderCollateral(string folder, IProgramCatalog programs, TokenSigner signer, DealFlowSettings settings) : ICollateral
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

    /// <summary>The file that a signed link names, or null when it is not there any more.</summary>
    public FileInfo? Find(SignedToken token) => token.Subject.Split('/') is [var program, var product, var language, var name]
        ? FilesIn(program, product, language).FirstOrDefault(file => file.Name == name)
        : null;

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
        var token = new SignedToken(TokenPurpose.File, $"{program.Id}/{product}/{language}/{file.Name}", 0, registration.Partner, expiresAt);
        return new CollateralFile(
            $"{product}-{file.Name}", MaterialNames.TitleOf(file.Name, program, product, language), MaterialNames.ContentTypeOf(file.Name), file.Length, language,
            $"{settings.PublicBaseUrl}/local/files?t={signer.Sign(token)}", expiresAt);
    }
}
