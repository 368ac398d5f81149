using DealFlow.Local.Stores;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;

namespace DealFlow.Local.Sample;

/// <summary>The partners and accounts that the sample brings along at the first start.</summary>
internal static class SampleData
{
    private const string Mark = "sample-brought";

    public static async Task BringAsync(
        string folder, IReadOnlyList<LoadedProgram> programs, IPartnerStore partners, AccountImport accounts, LocalSettings settings)
    {
        if (settings.Get(Mark) is not null)
            return;
        var file = Path.Combine(folder, "sample", "partners.json");
        foreach (var seed in PartnersFile.Read(await File.ReadAllTextAsync(file), "partners.json", programs))
            foreach (var (manufacturer, tier) in seed.Tiers)
                await partners.SaveAsync(
                    new Membership(
                        manufacturer, seed.Id, seed.Name, tier, seed.Language, seed.Mail, seed.People, seed.VendorNumber,
                        [.. seed.Programs.Where(id => programs.Any(loaded => loaded.Program.Id == id && loaded.Program.Manufacturer.Id == manufacturer))]),
                    CancellationToken.None);
        await using var csv = File.OpenRead(Path.Combine(folder, "sample", "accounts-contoso.csv"));
        var report = await accounts.ReadCsvAsync("contoso", csv, CancellationToken.None);
        if (report.Rejected.Count > 0)
            throw new InvalidOperationException($"Line {report.Rejected[0].Line} of the sample's accounts: {report.Rejected[0].Error}");
        await settings.SetAsync(Mark, "1");
    }
}
