using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>
/// Accepts a registration or refuses it, as one unit of the writer: of many at once each sees those before it. A refusal writes nothing, so it
/// takes no place in the order.
/// </summary>
internal sealed class Acceptance(NewRegistration request, Instant now)
{
    internal const string OpenSql = "SELECT count(DISTINCT sequence) FROM registrations WHERE partner = $1 AND program = $2 AND ended = 0";
    private readonly Registration _deal = request.Registration;
    private readonly RegistrationColumns _columns = RegistrationColumns.Of(request.Registration);
    private readonly string _claim = ClaimRows.Json(request.Claim);

    public AddResult Execute(SqliteConnection connection) => Repeated(connection, _deal.Partner, request.Idempotency, now) ?? Refusal(connection) ?? Accept(connection);

    /// <summary>What became of an earlier request under this key, or null.</summary>
    public static AddResult? Repeated(SqliteConnection connection, string partner, IdempotencyMark? mark, Instant now)
    {
        if (mark is null || IdempotencyRows.Find(connection, partner, mark.Key, now) is not { } known)
            return null;
        return known.BodyHash == mark.BodyHash
            ? new AddResult.Repeated(RegistrationRow.Find(connection, known.Registration)!.Stored)
            : new AddResult.KeyTaken();
    }

    private AddResult? Refusal(SqliteConnection connection)
    {
        if (RegistrationRow.IsTaken(connection, _deal.Id))
            return new AddResult.IdTaken();
        if (ClaimRows.OwnDuplicate(connection, _deal, request.Claim, request.Aliases) is { } own)
            return new AddResult.AlreadyYours(own);
        var open = (long)connection.Scalar(OpenSql, _deal.Partner, _deal.Program)!;
        if (open >= request.OpenLimit)
            return new AddResult.TooManyOpen();
        return request.NewCustomers is { } cap && !NewCustomerRows.Take(connection, _deal, request.Claim.Keys, cap)
            ? new AddResult.TooManyNewCustomers(cap.Until)
            : null;
    }

    private AddResult.Added Accept(SqliteConnection connection)
    {
        var sequence = (long)connection.Scalar("UPDATE counters SET value = value + 1 WHERE name = 'sequence' RETURNING value")!;
        RegistrationRow.Insert(connection, _deal, _columns, sequence, _claim);
        ClaimRows.Publish(connection, _deal, sequence, request.Claim);
        if (request.Idempotency is { } mark)
            IdempotencyRows.Keep(connection, _deal.Partner, mark, _deal.Id.Value, now);
        return new AddResult.Added(new StoredRegistration(_deal with { Sequence = sequence }, RegistrationRow.TextOf(RegistrationRow.FirstStamp)));
    }
}
