using DealFlow.SampleTool;
using DealFlow.Workflow.Programs;
using NodaTime;

// Makes the collateral of the sample again: dotnet run --project tests/DealFlow.SampleTool -- functions/programs
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: DealFlow.SampleTool <folder of the programs>");
    return 1;
}

var count = 0;
foreach (var program in ProgramFolder.Read(folder, SystemClock.Instance.GetCurrentInstant()).Select(loaded => loaded.Program))
{
    foreach (var product in program.Terms.Products)
    {
        foreach (var language in program.Terms.Languages)
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, "collateral", program.Id, product.Id, language)).FullName;
            foreach (var (name, bytes) in new Collateral(program, product, language).Documents)
            {
                File.WriteAllBytes(Path.Combine(target, name), bytes);
                count++;
            }
        }
    }
}

Console.WriteLine($"{count} files");
return 0;
