using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Imports accounts, a batch at a time with bounded memory. A bad row is reported by its line and does not stop the others.</summary>
public sealed class AccountImport(IAccountStore accounts)
{
    private const int Batch = 500;
    private const int MostReported = 1000;
    private static readonly string[] Required = ["id", "name", "country"];

    private static readonly CsvReaderOptions Csv = new()
    {
        HasHeader = true,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MaxRecordSize = 64 * 1024,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>The columns of a CSV import, in this order or any other.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "name", "country", "city", "street", "postalCode", "domain", "vatId", "kind", "owner", "validUntil"];

    /// <summary>Imports CSV with a header.</summary>
    /// <exception cref="AccountImportException">The header is missing or wrong; nothing was imported.</exception>
    public async Task<ImportReport> ReadCsvAsync(string manufacturer, Stream csv, CancellationToken cancellation)
    {
        await using var reader = CsvReader.Create(csv, Csv, true);
        try
        {
            await reader.ReadHeaderAsync(cancellation);
            string[] header = [.. reader.Headers ?? []];
            if (header.Except(Columns).Any() || Required.Except(header).Any())
                throw new AccountImportException($"The file begins with the header {string.Join(',', Columns)}.");
            return await ImportAsync(manufacturer, RowsOf(reader, header, cancellation), cancellation);
        }
        catch (CsvFormatException e)
        {
            throw new AccountImportException($"Line {e.LineNumber} is not CSV: mind the quotation marks. Rows before it may be imported already; repeating is safe.");
        }
    }

    /// <summary>Imports a JSON array of objects with the columns as members. The line that is reported is the element's number.</summary>
    public Task<ImportReport> ReadJsonAsync(string manufacturer, Stream json, CancellationToken cancellation) =>
        ImportAsync(manufacturer, ElementsOf(json, cancellation), cancellation);

    private async Task<ImportReport> ImportAsync(
        string manufacturer, IAsyncEnumerable<(int Line, AccountRow? Row, string? Error)> rows, CancellationToken cancellation)
    {
        var (accepted, rejected, batch) = (0, new List<RejectedRow>(), new List<Account>(Batch));
        await foreach (var (line, row, unreadable) in rows)
        {
            var error = unreadable;
            if (row is not null && Judge(row, out error) is { } account)
                batch.Add(account);
            else if (rejected.Count < MostReported)
                rejected.Add(new RejectedRow(line, error!));
            if (batch.Count < Batch)
                continue;
            await accounts.SaveAsync(manufacturer, batch, cancellation);
            accepted += batch.Count;
            batch.Clear();
        }

        if (batch.Count > 0)
            await accounts.SaveAsync(manufacturer, batch, cancellation);
        return new ImportReport(accepted + batch.Count, rejected);
    }

    private static async IAsyncEnumerable<(int Line, AccountRow? Row, string? Error)> RowsOf(
        CsvReader reader, string[] header, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var columns = Columns.Select(column => Array.IndexOf(header, column)).ToArray();
        string? Field(int column) =>
            columns[column] is var index and >= 0 && index < reader.FieldCount && reader.GetString(index) is { Length: > 0 } text ? text : null;
        while (await reader.ReadAsync(cancellation))
            yield return ((int)reader.LineNumber, new AccountRow(
                Field(0), Field(1), Field(2), Field(3), Field(4), Field(5), Field(6), Field(7), Field(8), Field(9), Field(10)), null);
    }

    private static async IAsyncEnumerable<(int Line, AccountRow? Row, string? Error)> ElementsOf(
        Stream json, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var line = 0;
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(json, DealFlowJson.Options, cancellation))
        {
            line++;
            AccountRow? row = null;
            try
            {
                row = element.Deserialize<AccountRow>(StrictJson);
            }
            catch (JsonException)
            {
                // Stays null, as where the element is null.
            }

            yield return (line, row, row is null ? $"Is no object with the members {string.Join(", ", Columns)}, all of them strings." : null);
        }
    }

    private static readonly JsonSerializerOptions StrictJson = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static Account? Judge(AccountRow row, out string? error)
    {
        error = row switch
        {
            { Id: null or { Length: > 100 } } => "id is required and has 100 characters at most.",
            { Name: null or { Length: > 200 } } => "name is required and has 200 characters at most.",
            { Country: null } => "country is required: two capital letters, as in DE.",
            _ when !Countries.IsKnown(row.Country) => "country is two capital letters of ISO 3166, as in DE.",
            { Kind: { } kind } when !Account.Kinds.Contains(kind) => $"kind is {string.Join(" or ", Account.Kinds)}.",
            _ when row.Texts.Any(text => text is not null && (text.Length > 300 || !TextRules.IsClean(text, lineBreaks: false))) =>
                "A field is too long, or has control or text-direction characters.",
            _ when row.Texts.Any(text => text?.Contains('\uFFFD', StringComparison.Ordinal) is true) =>
                "A field has characters that are not UTF-8; save the file as UTF-8.",
            { Domain: { } domain } when RegistrableDomains.Read(domain).Problem is { } problem => $"domain: {problem}",
            { VatId: { } vatId } when VatIds.Read(vatId, row.Country).Problem is { } problem => $"vatId: {problem}",
            { ValidUntil: { } day } when !LocalDatePattern.Iso.Parse(day).Success => "validUntil is a date of the form 2027-12-31.",
            _ => null,
        };
        return error is null ? AccountOf(row) : null;
    }

    private static Account AccountOf(AccountRow row) => new(
        row.Id!,
        new CustomerFacts
        {
            Name = row.Name!,
            Country = row.Country!,
            Domain = row.Domain is { } domain ? RegistrableDomains.Read(domain).Value : null,
            VatId = row.VatId is { } vatId ? VatIds.Read(vatId, row.Country).Value : null,
            Address = row.Street is null && row.PostalCode is null && row.City is null ? null : new CustomerAddress(row.Street, row.PostalCode, row.City),
        },
        row.Kind ?? Account.Kinds[0], row.Owner, row.ValidUntil is { } day ? LocalDatePattern.Iso.Parse(day).Value : null);

    private sealed record AccountRow(
        string? Id, string? Name, string? Country, string? City, string? Street, string? PostalCode, string? Domain, string? VatId, string? Kind,
        string? Owner, string? ValidUntil)
    {
        [JsonIgnore]
        public IEnumerable<string?> Texts => [Id, Name, City, Street, PostalCode, Domain, VatId, Owner];
    }
}

/// <summary>What became of an import. Of rejected rows the first thousand are reported.</summary>
public sealed record ImportReport(int Accepted, IReadOnlyList<RejectedRow> Rejected);

/// <summary>A row that was not imported, and why. Lines count from 1, the header included.</summary>
public sealed record RejectedRow(int Line, string Error);

/// <summary>The whole import cannot be read.</summary>
public sealed class AccountImportException(string message) : Exception(message);
