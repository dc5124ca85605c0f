using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public static partial class GenericHandlers<TKey>
    where TKey : notnull
{
    [NeedsDb]
    public static async Task<string> Describe<TValue>(FakeConnection db, TKey key, TValue? value, Probe probe)
        where TValue : class, IComparable<TValue>, new()
    {
        await probe.VisitAsync(db);
        return $"{typeof(TKey).Name} {key}, {typeof(TValue).Name} {value?.ToString() ?? "null"}";
    }

    public partial record Nested<TOther>(TOther Other)
    {
        [NeedsDb]
        public (TKey, TOther) Pair(FakeConnection db, TKey key, Probe probe)
        {
            probe.Visit(db);
            return (key, Other);
        }
    }
}

public static partial class ExtensionHandlers
{
    [NeedsDb]
    public static int OnTheConnection(this FakeConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb]
    public static async Task<int> OnAnother(this Probe probe, FakeConnection db) => await probe.VisitAsync(db);
}
