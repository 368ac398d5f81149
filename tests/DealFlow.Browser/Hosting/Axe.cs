using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace DealFlow.Browser.Hosting;

/// <summary>Looks at a page with axe, but not into the frame of a mail: it is sandboxed and runs nothing.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What keeps people from using the page, one line each; empty where there is nothing serious.</summary>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { iframes: false, resultTypes: ['violations'] })).violations
                .filter(found => found.impact === 'serious' || found.impact === 'critical')
                .map(found => `${found.id}: ${found.help} ${JSON.stringify(found.nodes.slice(0, 3).map(node => node.html))}`)
            """);
    }
}
