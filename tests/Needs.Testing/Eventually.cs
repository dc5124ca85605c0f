namespace Needs.Testing;

/// <summary>Waits for what happens on another thread, with a patience that no healthy run needs.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<bool> isTrue)
    {
        var giveUp = DateTime.UtcNow + Patience;
        while (!isTrue())
        {
            if (DateTime.UtcNow > giveUp) throw new TimeoutException($"It did not happen within {Patience}.");
            await Task.Delay(1);
        }
    }
}
