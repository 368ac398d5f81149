using CsvHelper;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Imports accounts, a batch at a time with bounded memory. A bad row is reported by its line and does not stop the others.</summary>
public sealed class AccountImport(IAccountStore accounts)
{
    private const int Batch = 500;
    private const int MostReported = 1000;

    /// <summary>The columns of a CSV import, in this order or any other, and the members of a JSON account.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "name", "country", "city", "street", "postalCode", "domain", "vatId", "kind", "owner", "validUntil"];

    /// <summary>
    /// Imports CSV with a header, separated by commas, semicolons or tabs; UTF-8, UTF-16 with a byte order mark, or Windows-1252.
    /// </summary>
    /// <exception cref="AccountImportException">The header is missing or wrong, or what follows a line cannot be read.</exception>
    public async Task<ImportReport> ReadCsvAsync(string manufacturer, Stream csv, CancellationToken cancellation)
    {
        try
        {
            return await ImportAsync(manufacturer, AccountCsv.RowsOf(csv, cancellation), cancellation);
        }
        catch (CsvFormatException e)
        {
            throw new AccountImportException(
                $"From line {e.LineNumber} on this is no CSV with short rows: mind a quotation mark that is not closed. Rows before it may be imported already; repeating is safe.");
        }
    }

    /// <summary>Imports a JSON array of objects with the columns as members. The line that is reported is the element's number.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no JSON array.</exception>
    public Task<ImportReport> ReadJsonAsync(string manufacturer, Stream json, CancellationToken cancellation) =>
        ImportAsync(manufacturer, AccountJson.RowsOf(json, cancellation), cancellation);

    private async Task<ImportReport> ImportAsync(string manufacturer, IAsyncEnumerable<ReadRow> rows, CancellationToken cancellation)
    {
        var (accepted, wrong, rejected, batch) = (0, 0, new List<RejectedRow>(), new List<Account>(Batch));
        var saving = Task.CompletedTask;
        try
        {
            await foreach (var (line, row, unreadable) in rows)
            {
                if ((unreadable ?? row!.Problem()) is { } problem)
                {
                    wrong++;
                    if (rejected.Count < MostReported)
                        rejected.Add(new RejectedRow(line, problem));
                    continue;
                }

                accepted++;
                batch.Add(row!.ToAccount());
                if (batch.Count < Batch)
                    continue;
                await saving;
                saving = accounts.SaveAsync(manufacturer, batch, cancellation); // the next rows are read meanwhile
                batch = new List<Account>(Batch);
            }

            await saving;
            saving = accounts.SaveAsync(manufacturer, batch, cancellation);
        }
        finally
        {
            // What was stored counts, in whatever way the reading ends.
            await saving;
            await accounts.SettleAsync(CancellationToken.None);
        }

        return new ImportReport(accepted, rejected, wrong);
    }
}

/// <summary>A row as it was read, or why it could not be.</summary>
internal readonly record struct ReadRow(int Line, AccountRow? Row, string? Error);

/// <summary>What became of an import.</summary>
/// <param name="Accepted">How many rows were stored.</param>
/// <param name="Rejected">Those that were not; of very many the first thousand.</param>
/// <param name="RejectedCount">How many were not stored in all.</param>
public sealed record ImportReport(int Accepted, IReadOnlyList<RejectedRow> Rejected, int RejectedCount);

/// <summary>A row that was not imported, and why. Lines count from 1, the header included.</summary>
public sealed record RejectedRow(int Line, string Error);

/// <summary>The whole import cannot be read.</summary>
public sealed class AccountImportException(string message) : Exception(message);
