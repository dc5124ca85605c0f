using Needs.Binding;
using Needs.Testing.Metering;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Forms that are made to do harm take bounded time and memory.</summary>
public sealed class HostileFormTests
{
    private const int Million = 1_000_000;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(3, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(100_000, false)]
    public void Nesting_HasADepth(int nodes, bool isWithin)
    {
        var form = new FormData { { string.Concat(Enumerable.Repeat("next.", nodes)) + "name", "x" } };

        if (isWithin) Assert.True(FormBinding.Bind<Node, NodeTarget>(form, new()).IsValid);
        else Assert.Equal("MaxDepth", Assert.Throws<FormException>(() => FormBinding.Bind<Node, NodeTarget>(form, new())).Limit);
    }

    [Fact]
    public void DeepNameThatNobodyKnows_IsIgnored() =>
        Assert.True(FormBinding.Bind<Node, NodeTarget>([new FormField(string.Concat(Enumerable.Repeat("x.", 100_000)), "x")], new()).IsValid);

    [Fact]
    public void TypeThatNeedsItself_IsNotBuiltWithoutEnd() => Assert.EndsWith(
        "v.v.v.v.v.v.v.v: required",
        BoundForm.Describe(FormBinding.Bind<Endless, EndlessTarget>([], new())).Replace("next", "v", StringComparison.Ordinal));

    [Theory]
    [InlineData("v[999]=1", true)]
    [InlineData("v[1000]=1", false)]
    [InlineData("v[2147483647]=1", false)]
    [InlineData("v[2147483648]=1", false)]
    [InlineData("v[99999999999999999999999999]=1", false)]
    public void Index_IsSmallerThanTheLimit(string fields, bool isWithin)
    {
        if (isWithin) Assert.Equal("[1]", BoundForm.OfMember<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>(fields));
        else Assert.Equal("MaxCollectionSize", OverLimit<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>(BoundForm.Parse(fields), new()).Limit);
    }

    [Fact]
    public void LargeIndex_CostsNoMemory()
    {
        var form = BoundForm.Parse("v[99999999]=1");
        var options = new FormBindingOptions { Limits = new() { MaxCollectionSize = int.MaxValue } };

        Assert.InRange(AllocatedBy(() => FormBinding.Bind<int[], MemberTarget<int[], FormArray<int, FormScalar<int, IntegerParser<int>>>>>(form, options)), 0, 4096);
    }

    [Fact]
    public void ElementsAndKeys_AreCounted()
    {
        var options = new FormBindingOptions { Limits = new() { MaxCollectionSize = 2 } };

        Assert.Equal(
            ("MaxCollectionSize", 2),
            Limit(OverLimit<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>(BoundForm.Parse("v=1&v=2&v=3"), options)));
        Assert.Equal(
            ("MaxCollectionSize", 2),
            Limit(OverLimit<Dictionary<string, int>, FormMap<string, TextParser, int, FormScalar<int, IntegerParser<int>>>>(
                BoundForm.Parse("v.a=1&v.b=2&v.c=3"), options)));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("v")]
    [InlineData("v[")]
    public void MillionFieldsOfOneName_TakeTimeInProportion(string name)
    {
        var form = new FormData();
        for (var i = 0; i < Million; i++) form.Add(name, "1");
        var start = ThreadClock.Now;

        _ = FormBinding.Bind<int, MemberTarget<int, FormScalar<int, IntegerParser<int>>>>(form, new() { Strict = true });

        Assert.InRange(ThreadClock.Now - start, TimeSpan.Zero, Enough);
    }

    [Fact]
    public void MillionElementsInTheWorstOrder_TakeTimeInProportion()
    {
        var form = new FormData();
        for (var i = Million - 1; i >= 0; i--) form.Add($"v[{i * 2}]", "1");
        var options = new FormBindingOptions { Limits = new() { MaxCollectionSize = int.MaxValue } };
        var start = ThreadClock.Now;

        var bound = FormBinding.Bind<int[], MemberTarget<int[], FormArray<int, FormScalar<int, IntegerParser<int>>>>>(form, options);

        Assert.Equal(Million, bound.Value!.Length);
        Assert.InRange(ThreadClock.Now - start, TimeSpan.Zero, Enough);
    }

    [Fact]
    public void KeysMadeToCollide_TakeTimeInProportion()
    {
        var keys = CollidingNames.All().Where(key => !key.Contains(']', StringComparison.Ordinal)).Distinct().Take(50_000).ToList();
        var form = new FormData();
        foreach (var key in keys) form.Add($"v[{key}]", "1");
        var options = new FormBindingOptions { Limits = new() { MaxCollectionSize = int.MaxValue } };
        var start = ThreadClock.Now;

        var bound = FormBinding.Bind<Dictionary<string, int>, MemberTarget<Dictionary<string, int>, FormMap<string, TextParser, int, FormScalar<int, IntegerParser<int>>>>>(form, options);

        Assert.Equal(keys.Count, bound.Value!.Count);
        Assert.InRange(ThreadClock.Now - start, TimeSpan.Zero, Enough);
    }

    [Fact]
    public void ErrorsWithoutEnd_AreCut()
    {
        var form = new FormData();
        for (var i = 0; i < 1000; i++) form.Add("v", "x");

        var bound = FormBinding.Bind<int[], MemberTarget<int[], FormArray<int, FormScalar<int, IntegerParser<int>>>>>(form, new());

        Assert.Equal((100, true), (bound.Errors.Count, bound.Errors.IsTruncated));
        Assert.Equal("v[99]", bound.Errors[99].Field);
    }

    private static FormException OverLimit<T, TTarget>(FormData form, FormBindingOptions options)
        where TTarget : struct, IFormTarget<T> => Assert.Throws<FormException>(() => FormBinding.Bind<T, MemberTarget<T, TTarget>>(form, options));

    private static (string?, long) Limit(FormException error) => (error.Limit, error.LimitValue);

    private static long AllocatedBy(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
