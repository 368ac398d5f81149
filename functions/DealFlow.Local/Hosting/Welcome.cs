using DealFlow.Web.Pages;

namespace DealFlow.Local.Hosting;

/// <summary>What the host prints when it has started: where to go, and what to try.</summary>
internal static class Welcome
{
    /// <summary>The same for the start page.</summary>
    public static HomeNotice Notice(LocalOptions options) => new("This is the local host", [
        new("Every mail, as its reader sees it", "/local/mailbox"),
        new("What finance gets", "/local/events"),
        new("Play months in seconds", "/local/clock"),
        new("What the engine runs and waits for", "/local/instances"),
        new($"State is kept in {Path.GetFullPath(options.DataFolder)}"),
    ]);

    public static string Text(LocalOptions options, NodaTime.Instant now) => $"""

        DealFlow runs at {options.PublicBaseUrl}
        State is kept in {Path.GetFullPath(options.DataFolder)}

          {options.PublicBaseUrl}/local/mailbox   every mail, as its reader sees it
          {options.PublicBaseUrl}/local/events    what finance gets
          {options.PublicBaseUrl}/local/clock     play months in seconds
          {options.PublicBaseUrl}/local/instances what the engine runs and waits for

        {(options.ProgramsFolder is null ? Sample(options, now) : $"Programs from {Path.GetFullPath(options.ProgramsFolder)}. Keys: run with 'keys issue --manufacturer ID' or 'keys issue --partner ID', and the same --data.")}

        Ctrl+C stops it; started again it goes on where it was.
        """;

    private static string Sample(LocalOptions options, NodaTime.Instant now) => $$"""
        Try it: register a deal as the partner Alpen IT, then open the mailbox and decide as Anna of Contoso.

          curl {{options.PublicBaseUrl}}/api/registrations -H "Authorization: Bearer dev-alpen-it" -d '{
            "program": "contoso-network",
            "customer": { "name": "Müller Maschinenbau GmbH & Co. KG", "country": "DE", "domain": "mueller-maschinenbau.example" },
            "products": ["firewall"], "estimatedValue": { "amount": "50000.00", "currency": "EUR" },
            "expectedCloseOn": "{{now.Plus(NodaTime.Duration.FromDays(90)).InUtc().Date:uuuu-MM-dd}}", "activity": "Two meetings, offer requested." }'
        """;
}
