using DealFlow.Workflow.Partners;

namespace DealFlow.Web.Pages;

/// <summary>The names of partners as one manufacturer knows them. One that is not known is called by its id.</summary>
internal sealed class PartnerNames(IPartnerStore partners)
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string manufacturer, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct())
            names[id] = (await partners.FindAsync(manufacturer, id, cancellation))?.Name ?? id;
        return names;
    }
}
