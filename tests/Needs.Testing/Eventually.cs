namespace Needs.Testing;

/// <summary>Waits for what happens on another thread, or elsewhere, with a patience that no healthy run needs.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task IsTrueAsync(Func<bool> isTrue) => IsTrueAsync(() => Task.FromResult(isTrue()));

    public static async Task IsTrueAsync(Func<Task<bool>> isTrue)
    {
        var giveUp = DateTime.UtcNow + Patience;
        while (!await isTrue())
        {
            if (DateTime.UtcNow > giveUp) throw new TimeoutException($"It did not happen within {Patience}.");
            await Task.Delay(1);
        }
    }
}
