using DealFlow.Browser.Hosting;
using Microsoft.Playwright;

namespace DealFlow.Browser;

/// <summary>
/// What holds for every mail, as the golden files have it: it can be read on a phone and on a desk, light and dark, it loads nothing, and it is made of
/// what mail programs understand.
/// </summary>
public sealed class EveryMailTests(Chromium chromium)
{
    private static readonly Screen[] Sizes = [new Screen("", 320, 640), new Screen("", 600, 800), new Screen("", 800, 900, Dark: true)];

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task EveryMail_OnAnyScreen_IsReadable(string language)
    {
        var wrong = new List<string>();
        foreach (var screen in Sizes)
        {
            await using var reader = await chromium.PersonAsync(screen with { Language = language });
            foreach (var file in Files(language))
            {
                await reader.Page.SetContentAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
                await reader.PictureAsync($"mail-{Path.GetFileNameWithoutExtension(file)}");
                wrong.AddRange((await ProblemsAsync(reader.Page, screen.Width > 320)).Select(problem => $"{Path.GetFileName(file)} {screen.Width}: {problem}"));
            }

            Assert.Empty(reader.Elsewhere);
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Files(string language)
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Mails"), $"*.{language}.html");
        Assert.NotEmpty(files);
        return files.Order(StringComparer.Ordinal);
    }

    private static async Task<List<string>> ProblemsAsync(IPage page, bool alsoAxe)
    {
        var problems = new List<string>();
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            problems.Add("scrolls sideways");
        if (!alsoAxe)
            return problems;
        problems.AddRange(await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')].filter(element => ['flex', 'grid'].includes(getComputedStyle(element).display)
                || ['absolute', 'fixed'].includes(getComputedStyle(element).position) || ['IMG', 'SCRIPT', 'LINK', 'FORM'].includes(element.tagName)).map(element => element.outerHTML)
            """));
        problems.AddRange(await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('a')].filter(link => !document.body.innerText.includes(link.host + link.pathname)).map(link => 'address not visible: ' + link.href)
            """));
        problems.AddRange(await Axe.SeriousAsync(page));
        return problems;
    }
}
