using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public static partial class ParameterHandlers
{
    public readonly record struct Big(long A, long B);

    [NeedsDb]
    public static string Overloaded(FakeConnection db, int value) => $"int {value} {db.State}";

    [NeedsDb]
    public static string Overloaded(FakeConnection db, string value) => $"string {value} {db.State}";

    [NeedsDb]
    public static string Overloaded(FakeConnection db, FakeTransaction tx, string value) => $"transaction {value} {tx.Outcome}";

    [NeedsDb]
    public static string Defaults(
        FakeConnection db,
        int number = 7,
        string? text = "a\"\n",
        DayOfWeek day = DayOfWeek.Friday,
        decimal amount = 1.5m,
        char letter = '\'',
        double ratio = double.NaN,
        DateTime when = default,
        int? nothing = null) =>
        FormattableString.Invariant($"{number} {text} {day} {amount} {letter} {ratio} {when.Ticks} {nothing.HasValue} {db.State}");

    [NeedsDb]
    public static int Params(FakeConnection db, params int[] numbers) => numbers.Sum();

    [NeedsDb]
    public static int ParamsSpan(FakeConnection db, params ReadOnlySpan<int> numbers) => numbers.Length;

    [NeedsDb]
    public static int Span(FakeConnection db, Span<int> numbers, ReadOnlySpan<char> text)
    {
        numbers[0] = text.Length;
        return numbers.Length;
    }

    [NeedsDb]
    public static void References(FakeConnection db, in Big inValue, ref int refValue, out string outValue, ref readonly int readonlyValue)
    {
        refValue += (int)inValue.B + readonlyValue;
        outValue = db.State.ToString();
    }

    [NeedsDb]
    public static int NotFirst(int a, Probe probe, FakeConnection @class, int @event)
    {
        probe.Visit(@class);
        return (a * 10) + @event;
    }

    [NeedsDb(Transaction = true)]
    public static int ByOut(FakeConnection db, Probe probe, out int value)
    {
        value = probe.Visit(db);
        return value;
    }
}
