namespace Storefront;

/// <summary>What a query of the console may take. <c>--console-seconds</c> sets the time.</summary>
public sealed record ConsoleLimits(int Rows, TimeSpan Time)
{
    public static ConsoleLimits From(IConfiguration configuration) =>
        new(1_000, TimeSpan.FromSeconds(configuration.GetValue("console-seconds", 30)));
}
