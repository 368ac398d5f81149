namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>What the manufacturer's pages count, each in an index of its own that is read without the documents.</summary>
    public static IReadOnlyList<string> Pipeline { get; } =
    [
        "CREATE INDEX registrations_by_membership ON registrations (manufacturer, partner, status, sequence)",
        "ALTER TABLE registrations ADD COLUMN alive_until TEXT GENERATED ALWAYS AS (CASE WHEN ended = 1 THEN json ->> 'closedAt' ELSE '9999' END) VIRTUAL",

        // A PipelineEntry.
        """
        ALTER TABLE registrations ADD COLUMN figures TEXT GENERATED ALWAYS AS (json_object(
            'id', id, 'sequence', sequence, 'program', program, 'partner', partner, 'status', status, 'receivedAt', json -> 'receivedAt',
            'turnAt', json -> 'turnAt', 'value', json -> '$.lead.estimatedValue',
            'question', CASE WHEN json ->> 'question' IS NULL THEN NULL ELSE
                json_object('runBefore', json -> '$.question.runBefore', 'answeredAt', json -> '$.question.answeredAt') END,
            'decision', CASE WHEN json ->> 'decision' IS NULL THEN NULL ELSE
                json_object('outcome', json -> '$.decision.outcome', 'at', json -> '$.decision.at', 'by', json -> '$.decision.by') END,
            'protectedUntil', json -> '$.protection.until', 'closedAt', json -> 'closedAt', 'net', json -> '$.closing.netAmount',
            'lossReason', json -> '$.closing.lossReason')) VIRTUAL
        """,
        "CREATE INDEX registrations_figures ON registrations (manufacturer, alive_until, figures)",
    ];
}
