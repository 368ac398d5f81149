using DealFlow.Domain.Programs;

namespace DealFlow.Local.Programs;

/// <summary>Whether the folder of sales material fits a program.</summary>
internal static class CollateralCheck
{
    /// <summary>Folders that belong to nothing are mistakes; material that is missing is a gap.</summary>
    public static (IReadOnlyList<string> Mistakes, IReadOnlyList<string> Gaps) Of(DealProgram program, string folder)
    {
        var ours = Path.Combine(folder, program.Id);
        if (!Directory.Exists(ours))
            return ([], [$"{ours} does not exist; partners get no sales material."]);
        var products = program.Terms.Products.Select(product => product.Id).ToList();
        List<string> mistakes = [.. Unknown(ours, "product", products)];
        foreach (var product in products.Where(product => Directory.Exists(Path.Combine(ours, product))))
            mistakes.AddRange(Unknown(Path.Combine(ours, product), "language", program.Terms.Languages));
        return (mistakes, [
            .. from product in products
               from language in program.Terms.Languages
               let place = Path.Combine(ours, product, language)
               where !Directory.Exists(place) || !Directory.EnumerateFiles(place).Any(file => Path.GetFileName(file)[0] != '.')
               select $"{place} has no file."]);
    }

    private static IEnumerable<string> Unknown(string folder, string what, IReadOnlyList<string> known) =>
        Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Except(known).Order(StringComparer.Ordinal)
            .Select(name => $"{Path.Combine(folder, name)} is no {what} of the program; expected {string.Join(", ", known)}");
}
