namespace Needs.Analyzers.Injection.Taint;

/// <summary>Which origins a condition shows to be harmless.</summary>
/// <param name="WhenTrue">Those that are checked if it holds.</param>
/// <param name="WhenFalse">Those that are checked if it does not.</param>
internal readonly record struct Facts(ulong WhenTrue, ulong WhenFalse)
{
    public static Facts None => default;

    public Facts Not => new(WhenFalse, WhenTrue);

    public bool IsNone => WhenTrue == 0 && WhenFalse == 0;
}
