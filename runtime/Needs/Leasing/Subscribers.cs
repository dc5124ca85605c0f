namespace Needs.Leasing;

internal static class Subscribers
{
    /// <summary>Tells every subscriber; one that throws disturbs neither the others nor the caller.</summary>
    public static void Tell<T>(this Action<T>? subscribers, T what)
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
        {
            try
            {
                subscriber(what);
            }
            catch
            {
                // An observer's own error: there is nobody left to tell.
            }
        }
    }
}
