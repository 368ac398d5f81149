using Microsoft.Playwright;

namespace DealFlow.Browser.Hosting;

/// <summary>Somebody who has no mouse: goes on with Tab, presses with Enter or Space, types, and sees at each stop where the focus is.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 150;

    /// <summary>Nothing, or what is wrong with where the focus is.</summary>
    private const string Seen =
        """
        () => {
            const at = document.activeElement;
            const place = at.getBoundingClientRect();
            const marked = [at, at.closest('.chip')].filter(element => element).some(element => {
                const look = getComputedStyle(element);
                return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
            });
            const inSight = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
            return marked && inSight ? '' : `focus is not seen at ${at.outerHTML.slice(0, 200)}`;
        }
        """;

    /// <summary>How many stops there were.</summary>
    public int Stops { get; private set; }

    /// <summary>Goes on to something.</summary>
    public async Task GoToAsync(string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
            Stops++;
            if (await page.EvaluateAsync<bool>("() => document.activeElement !== document.body"))
                Assert.Equal("", await page.EvaluateAsync<string>(Seen));
        }

        Assert.Fail($"{selector} is not reached by Tab on {page.Url}.");
    }

    /// <summary>Goes on to a field and types; what stands there is replaced.</summary>
    public async Task TypeAsync(string name, string text)
    {
        await GoToAsync($"[name='{name}']");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Whether a box is there and not ticked.</summary>
    public async Task<bool> IsUntickedAsync(string box) => !await page.Locator(box).IsCheckedAsync();

    /// <summary>Goes on to something and presses it.</summary>
    public async Task PressAsync(string selector, string key)
    {
        await GoToAsync(selector);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes on to a button, presses it, and waits for the page that it leads to.</summary>
    public async Task SendAsync(string button, string key)
    {
        await GoToAsync(button);
        await page.EvaluateAsync("() => { window.isLeft = true; }");
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("() => !window.isLeft && document.readyState === 'complete'");
    }
}
