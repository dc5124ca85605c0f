using Needs.Runtime.Tests.Handlers;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class ParameterTests : WrapperTest
{
    [Fact]
    public void Overloads_EachHasItsWrapper()
    {
        Assert.Equal("int 1 Open", ParameterHandlers.Overloaded(Database, 1));
        AssertNothingIsOut();
    }

    [Fact]
    public void Defaults_AreThoseOfTheHandler()
    {
        Assert.Equal("7 a\"\n Friday 1.5 ' NaN 0 False Open", ParameterHandlers.Defaults(Database));
        Assert.Equal("8 a\"\n Friday 1.5 x NaN 0 True Open", ParameterHandlers.Defaults(Database, 8, letter: 'x', nothing: 1));
    }

    [Fact]
    public void Params_AreParams()
    {
        Assert.Equal(6, ParameterHandlers.Params(Database, 1, 2, 3));
        Assert.Equal(0, ParameterHandlers.Params(Database));
        Assert.Equal(2, ParameterHandlers.ParamsSpan(Database, 1, 2));
        AssertNothingIsOut();
    }

    [Fact]
    public void Spans_ReachTheHandler()
    {
        Span<int> numbers = [0, 0];

        Assert.Equal(2, ParameterHandlers.Span(Database, numbers, "text"));

        Assert.Equal(4, numbers[0]);
        AssertNothingIsOut();
    }

    [Fact]
    public void References_PointToTheCallersVariables()
    {
        var big = new ParameterHandlers.Big(1, 2);
        var value = 10;
        var readOnly = 100;

        ParameterHandlers.References(Database, in big, ref value, out var text, in readOnly);

        Assert.Equal(112, value);
        Assert.Equal("Open", text);
        AssertNothingIsOut();
    }

    [Fact]
    public void ConnectionIsNotFirstAndNamesAreKeywords_OrderAndNamesAreKept()
    {
        Assert.Equal(12, ParameterHandlers.NotFirst(1, new Probe(), Database, 2));
        Assert.Equal(12, ParameterHandlers.NotFirst(a: 1, probe: new Probe(), @class: Database, @event: 2));
    }

    [Fact]
    public async Task Generics_KeepTheirArguments()
    {
        var probe = new Probe { Database = Database };

        Assert.Equal("Int32 5, Version null", await GenericHandlers<int>.Describe<Version>(Database, 5, null, probe));
        Assert.Equal(("key", 2L), new GenericHandlers<string>.Nested<long>(2).Pair(Database, "key", probe));
        AssertNothingIsOut();
    }

    [Fact]
    public void StructHandler_ChangesTheStructItWasCalledOn()
    {
        var handlers = default(StructHandlers);

        Assert.Equal(1, handlers.Count(Database, new Probe()));
        Assert.Equal(2, handlers.Count(Database, new Probe()));
        Assert.Equal(2, handlers.Calls);
    }

    [Fact]
    public async Task InstanceHandlers_AreCalledOnTheirObject()
    {
        Assert.Equal(Probe.Result + 1, new ClassHandlers(1).Value(Database, new Probe()));
        Assert.Equal(Probe.Result + 2, new RecordHandlers(2).Value(Database, new Probe()));
        Assert.Equal(Probe.Result + 3, await new RecordStructHandlers(3).ValueTaskOfValue(Database, new Probe()));
    }
}
