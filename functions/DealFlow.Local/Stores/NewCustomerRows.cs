using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;
using NodaTime.Text;

namespace DealFlow.Local.Stores;

/// <summary>Which customers partners have registered, and how many new ones on the last day.</summary>
internal static class NewCustomerRows
{
    internal const string UnknownSql =
        """
        SELECT 1 FROM json_each($3) AS wanted WHERE NOT EXISTS
            (SELECT 1 FROM known_customers WHERE partner = $1 AND program = $2 AND key = wanted.value) LIMIT 1
        """;

    /// <summary>Counts the customer where it is new to the partner. False: that is one too many today, and nothing is written.</summary>
    public static bool Take(SqliteConnection connection, Registration deal, IReadOnlyList<string> keys, NewCustomerCap cap)
    {
        var wanted = JsonSerializer.Serialize(keys, DealFlowJson.Options);
        if (connection.Scalar(UnknownSql, deal.Partner, deal.Program, wanted) is null)
            return true;
        var day = LocalDatePattern.Iso.Format(cap.Day);
        var count = (long)(connection.Scalar(
            "SELECT count FROM new_customers WHERE partner = $1 AND program = $2 AND day = $3", deal.Partner, deal.Program, day) ?? 0L);
        if (count >= cap.PerDay)
            return false;
        connection.Execute("INSERT OR REPLACE INTO new_customers (partner, program, day, count) VALUES ($1, $2, $3, $4)",
            deal.Partner, deal.Program, day, count + 1);
        connection.Execute("INSERT OR IGNORE INTO known_customers (partner, program, key) SELECT $1, $2, value FROM json_each($3)",
            deal.Partner, deal.Program, wanted);
        return true;
    }
}
