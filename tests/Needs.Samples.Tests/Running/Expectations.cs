using Microsoft.Playwright;

namespace Needs.Samples.Tests.Running;

/// <summary>What a page that changes by itself is going to show. The wait is generous, and over as soon as it shows it.</summary>
public static class Expectations
{
    private const float Patience = 60_000;

    public static Task ExpectAsync(this Window window, string selector, string text) =>
        Assertions.Expect(window.Page.Locator(selector).First).ToHaveTextAsync(text, new LocatorAssertionsToHaveTextOptions { Timeout = Patience });

    public static Task ExpectAsync(this Window window, string selector, int count) =>
        Assertions.Expect(window.Page.Locator(selector)).ToHaveCountAsync(count, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });

    public static Task ExpectTextInAsync(this Window window, string selector, string part) =>
        Assertions.Expect(window.Page.Locator(selector).First).ToContainTextAsync(part, new LocatorAssertionsToContainTextOptions { Timeout = Patience });

    public static Task ExpectOtherAsync(this Window window, string selector, string than) =>
        Assertions.Expect(window.Page.Locator(selector).First).Not.ToHaveTextAsync(than, new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
}
