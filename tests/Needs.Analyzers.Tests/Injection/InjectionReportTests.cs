using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Injection;

/// <summary>What every report says besides its place, shown on all cases in one compilation.</summary>
public class InjectionReportTests
{
    [Fact]
    public Task AllCasesAtOnce_AreReportedAsEachAlone() => CaseAssert.AllAtOnceReportedAsEachAloneAsync(CaseFamily.Injection);

    [Fact]
    public async Task Report_NamesTheValueThatItsMessageNames() =>
        Assert.All(await CaseFamily.Injection.ReportsAsync(), diagnostic =>
            Assert.Contains(diagnostic.Properties["Name"]!, diagnostic.GetMessage(), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Report_SaysWhereTheValueComesInAndWhereTheTextGoes() =>
        Assert.All(await CaseFamily.Injection.ReportsAsync(), diagnostic =>
        {
            Assert.Equal(2, diagnostic.AdditionalLocations.Count);
            Assert.All(diagnostic.AdditionalLocations, location => Assert.True(location.IsInSource));
        });

    [Theory]
    [InlineData("form.Sort", "form field 'Sort'")]
    [InlineData("context.Request.Query[\"customer\"]", "query value 'customer'")]
    [InlineData("context.Request.Path", "request's path")]
    [InlineData("context.Request.Cookies[\"session\"]", "cookie 'session'")]
    [InlineData("context.GetRouteValue(\"name\")", "route value 'name'")]
    [InlineData("agent", "header 'UserAgent'")]
    [InlineData("rename.To", "value 'rename.To'")]
    [InlineData("tenant", "parameter 'tenant'")]
    [InlineData("Filter.Sort", "form field 'Sort'")]
    public async Task Message_SaysWhatPartOfTheRequestItIs(string marked, string text)
    {
        var report = (await CaseFamily.Injection.ReportsAsync())
            .First(diagnostic => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan) == marked);

        Assert.StartsWith($"The {text} becomes part of the SQL text of '", report.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SinkInAnotherMethod_IsNamedWithIt()
    {
        var report = (await CaseFamily.Injection.ReportsAsync()).First(diagnostic => diagnostic.GetMessage().Contains(" in ", StringComparison.Ordinal));

        Assert.Matches(@"of '\w+' in '\w+': pass it as a parameter", report.GetMessage());
        Assert.DoesNotContain(report.Location.SourceSpan, report.AdditionalLocations.Select(location => location.SourceSpan));
    }
}
