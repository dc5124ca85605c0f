namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>
/// What minimal APIs of ASP.NET Core do with a form, and what Needs does with the same request to the same type. Both are run: a row whose
/// first answer changes with a new version of ASP.NET Core is to be looked at again.
/// </summary>
public sealed class MinimalFormTests(BindingApp app) : IClassFixture<BindingApp>
{
    private const string Nothing = "";

    [Theory]
    [InlineData("Product", "age=abc&price=x", Nothing, "age: The Age field must be a whole number. (invalid)\nprice: The Price field must be a number. (invalid)")]
    [InlineData("Starts", "n=6", """{"s":null,"n":6,"l":null}""", """{"s":"def","n":6,"l":[1]}""")]
    [InlineData("Starts", "", Nothing, """{"s":"def","n":5,"l":[1]}""")]
    [InlineData("Aged", "name=a", Nothing, """{"name":"a","age":7}""")]
    [InlineData("Coordinates", "y=1", Nothing, """{"x":null,"y":1}""")]
    [InlineData("TwoWays", "name=a", "no model", """{"name":"a"}""")]
    [InlineData("Maybes", "guid=", Nothing, """{"number":null,"guid":null,"flag":null}""")]
    [InlineData("Maybes", "number=+&flag=+", Nothing, """{"number":null,"guid":null,"flag":null}""")]
    public Task Absence(string type, string form, string minimal, string needs) => AssertAnswers(type, form, minimal, needs);

    [Theory]
    [InlineData("flag=on", Nothing, "\"flag\":true")]
    [InlineData("flag=1", Nothing, "\"flag\":true")]
    [InlineData("flag=yes", Nothing, "\"flag\":true")]
    [InlineData("flag=false&flag=true", "\"flag\":false", "\"flag\":true")]
    [InlineData("size=99", "\"size\":99", "size: The Size field must be one of Small, extra-large. (invalid)")]
    [InlineData("days=Monday&days=Tuesday", "\"days\":\"Monday\"", "\"days\":\"Monday, Tuesday\"")]
    [InlineData("price=1,5", "\"price\":15", "price: The Price field must be a number. (invalid)")]
    [InlineData("price=1e3", Nothing, "\"price\":1000")]
    [InlineData("at=2026-02-28T13:45%2B02:00", "\"at\":\"2026-02-28T", "at: The At field must be a date and time (yyyy-MM-ddTHH:mm). (invalid)")]
    [InlineData("span=5", "\"span\":\"5.00:00:00\"", "span: The Span field must be a span of time (hh:mm, hh:mm:ss or d.hh:mm:ss). (invalid)")]
    [InlineData("day=02/03/2026", "\"day\":\"2026-02-03\"", "day: The Day field must be a date (yyyy-MM-dd). (invalid)")]
    [InlineData("time=1:45+PM", "\"time\":\"13:45:00\"", "time: The Time field must be a time (HH:mm). (invalid)")]
    public Task Values(string form, string minimal, string needs) => AssertAnswers("Various", form, minimal, needs);

    [Theory]
    [InlineData("double=NaN")]
    [InlineData("double=1e999")]
    public async Task NumberThatIsNone_IsRefused(string form) =>
        Assert.StartsWith("double: ", await app.PostAsync("/needs/Various", form), StringComparison.Ordinal);

    [Theory]
    [InlineData("address[street]=a", "null", "\"address\":{\"street\":\"a\",\"town\":null}")]
    [InlineData("items[0][sku]=a", "null", "\"items\":[{\"sku\":\"a\",\"quantity\":1}]")]
    [InlineData("ids[]=1&ids[]=2", "null", "\"ids\":[1,2]")]
    [InlineData("ids[0]=1&ids[2]=3", "\"ids\":[1]", "\"ids\":[1,3]")]
    [InlineData("d.a=1", "null", "\"d\":{\"a\":1}")]
    public Task Names(string form, string minimal, string needs) => AssertAnswers("Shapes", form, minimal, needs);

    [Fact]
    public async Task Files_AreThoseOfTheMembersName()
    {
        Assert.Equal("  3", await app.PostAsync("/minimal/Photos", Files()));
        Assert.Equal("1 1 1", await app.PostAsync("/needs/Photos", Files()));
    }

    private static MultipartFormDataContent Files() => new()
    {
        { new ByteArrayContent([1]), "list", "1.png" },
        { new ByteArrayContent([1]), "array", "2.png" },
        { new ByteArrayContent([1]), "collection", "3.png" },
    };

    private async Task AssertAnswers(string type, string form, string minimal, string needs)
    {
        var answer = await app.PostAsync("/minimal/" + type, form);
        if (minimal == Nothing) Assert.Equal(Nothing, answer);
        else Assert.Contains(minimal, answer, StringComparison.Ordinal);
        Assert.Contains(needs, await app.PostAsync("/needs/" + type, form), StringComparison.Ordinal);
    }
}
