namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>Types and rules that are too special for the page.</summary>
public sealed class BindingTests(BindingApp app) : IClassFixture<BindingApp>
{
    [Theory]
    [InlineData("interface=1&interface=2", "interface", "[1,2]")]
    [InlineData("set=a&set=b&set=a", "set", """["a","b"]""")]
    [InlineData("sizes[]=small&sizes[]=extra-large", "sizes", """["Small","extra-large"]""")]
    [InlineData("immutable=1&immutable=2", "immutable", "[1,2]")]
    [InlineData("nullables=1&nullables=&nullables=2", "nullables", "[1,2]")]
    [InlineData("immutableSet=1&immutableSet=1", "immutableSet", "[1]")]
    [InlineData("rows[0]=1&rows[0]=2&rows[1][0]=3", "rows", "[[1,2],[3]]")]
    [InlineData("jagged[3][]=1&jagged[2][]=2", "jagged", "[[2],[1]]")]
    [InlineData("adapted[0][5]=1&adapted[0][4]=2", "adapted", "[[2,1]]")]
    [InlineData("bySize[small].sku=a&bySize.extra-large.sku=b", "bySize", """{"Small":{"sku":"a","quantity":1},"extra-large":{"sku":"b","quantity":1}}""")]
    [InlineData("byNumber[5]=1&byNumber[5]=2", "byNumber", """{"5":[1,2]}""")]
    [InlineData("points[0].x=1&points[1].y=2", "points", """[{"x":1,"y":8},{"x":7,"y":2}]""")]
    [InlineData("boxes[0]=on&boxes[1]=off", "boxes", "[true,false]")]
    public async Task Collection_IsOfItsType(string form, string member, string expected) =>
        Assert.Contains($"\"{member}\":{expected}", await app.PostAsync("/Collections", form), StringComparison.Ordinal);

    [Theory]
    [InlineData("/Point", "", """{"x":7,"y":8}""")]
    [InlineData("/Point", "x=1&y=2", """{"x":1,"y":2}""")]
    [InlineData("/Pair", "first=1", """{"first":1,"second":2,"name":"pair"}""")]
    [InlineData("/Pair", "first=1&second=3&name=other", """{"first":1,"second":3,"name":"other"}""")]
    [InlineData("/PageOfLines", "", """{"item":null,"items":[],"title":"untitled"}""")]
    [InlineData("/PageOfLines", "item.sku=a&items[0].sku=b&title=c", """{"item":{"sku":"a","quantity":1},"items":[{"sku":"b","quantity":1}],"title":"c"}""")]
    [InlineData("/PageOfTexts", "item=a&items=b", """{"item":"a","items":["b"],"title":"untitled"}""")]
    [InlineData("/Dog", "", "dog kind field")]
    [InlineData("/Dog", "name=rex&kind=big&field=green", "rex big green")]
    [InlineData("/Dog", "name=too+long", "name: The field Name must be a string with a maximum length of 5. (too_long)")]
    [InlineData("/Tree", "name=a&left.name=b&branches[0].branches[0].name=c", """{"name":"a","left":{"name":"b","left":null,"branches":[]},"branches":[{"name":"","left":null,"branches":[{"name":"c","left":null,"branches":[]}]}]}""")]
    [InlineData("/Marked", "text=a&number=1", """{"text":"a"}""")]
    [InlineData("/Oblivious", "", """{"text":"from the constructor","init":null,"list":null,"line":null,"number":3}""")]
    [InlineData("/Oblivious", "text=a&init=b&list=1&line.sku=c&number=", """{"text":"a","init":"b","list":[1],"line":{"sku":"c","quantity":1},"number":3}""")]
    [InlineData("/SetsAll", "name=a", """{"name":"a!"}""")]
    [InlineData("/Priced", "price=1.5&parts=1&parts=2", "Money { Amount = 1.5 }  2")]
    [InlineData("/Priced", "price=a&discount=b&parts=c", "price: The Price field must be a valid value. (invalid)\ndiscount: The Discount field must be a valid value. (invalid)\nparts[0]: The Parts field must be a valid value. (invalid)")]
    public async Task Type_IsMadeAsItIsDeclared(string path, string form, string expected) => Assert.Equal(expected, await app.PostAsync(path, form));

    [Theory]
    [InlineData("/RangeGuard", "number=0&tags=a&tags=b&tags=c", "number: The field Number must be between 1 and 9. (out_of_range)\ntags: *(too_long)\nname: The Name field is required. (required)")]
    [InlineData("/RangeGuard", "number=1&name=a", "factor: The field Factor must be between 0.5 and 1.5. (out_of_range)")]
    [InlineData("/RangeGuard", "number=1&name=a&factor=0.75", """{"number":1,"tags":[],"name":"a","factor":0.75}""")]
    [InlineData("/Repeated", "", """{"word":"word","again":"word"}""")]
    [InlineData("/Repeated", "word=a", "again: Again is not Word. (invalid)")]
    [InlineData("/Repeated", "word=a&again=a", """{"word":"a","again":"a"}""")]
    [InlineData("/Judged", "number=3", "False True 1")]
    [InlineData("/Judged", "number=2", "True False 0")]
    [InlineData("/Even", "number=3", "number: It must be even. (invalid)")]
    [InlineData("/Even", "number=102&word=odd", ": It must be small. (invalid)")]
    [InlineData("/Even", "number=2&word=odd", "word: It must not be odd. (invalid)")]
    [InlineData("/Evens", "all[5].number=3&all[2].number=2&all[2].word=odd", "all[2].word: It must not be odd. (invalid)\nall[5].number: It must be even. (invalid)")]
    public async Task Attributes_JudgeWhatWasBound(string path, string form, string expected)
    {
        var actual = await app.PostAsync(path, form);

        Assert.Matches("^" + string.Join(".*", expected.Split('*').Select(System.Text.RegularExpressions.Regex.Escape)) + "$", actual);
    }

    [Fact]
    public async Task Errors_AreCutAtAHundred()
    {
        using var content = new StringContent(
            string.Join('&', Enumerable.Range(0, 150).Select(i => $"all[{i}].number=x")), System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await app.Client.PostAsync("/Evens", content);
        using var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(100, problem.RootElement.GetProperty("errors").EnumerateObject().Count());
        Assert.True(problem.RootElement.GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("/Tree", "left.left.left.left.left.left.left.left.name=a")]
    [InlineData("/Collections", "boxes[1000000]=on")]
    public async Task FormOverALimit_IsTooLarge(string path, string form) => Assert.StartsWith("413 ", await app.PostAsync(path, form), StringComparison.Ordinal);

    [Fact]
    public async Task Handler_IsLentAConnectionForAFormWithoutErrorsOnly()
    {
        Assert.Equal("Open Line { Sku = a, Quantity = 1 }", await app.PostAsync("/Lent", "sku=a"));
        Assert.Equal("sku: The Sku field is required. (required)", await app.PostAsync("/Lent", "quantity=1"));
    }

    [Fact]
    public async Task Handler_MayAddErrors() => Assert.Equal(
        "False a FormError { Field = sku, Code = taken, Message = There is such a thing already. }", await app.PostAsync("/Adds", "sku=a"));

    [Fact]
    public async Task ObjectsAfterTheLastErrorThatIsKept_AreNotAskedEither()
    {
        var form = string.Join('&', Enumerable.Range(0, 150).Select(i => $"items[{i}].name=xx"));

        Assert.Equal(100, (await app.PostAsync("/Shorts", form)).Split('\n').Length);
    }

    [Fact]
    public async Task Files_GoToTheMemberOfTheirName()
    {
        using var content = new MultipartFormDataContent
        {
            { File(), "photo", "photo.png" },
            NoFile("cover"),
            { File(), "pages", "1.png" },
            { File(), "pages", "2.png" },
            { File(), "web", "web.png" },
            { File(), "webs", "3.png" },
            { File(), "webs", "4.png" },
            { new StringContent("text"), "any" },
            { File(), "title", "title.png" },
        };

        Assert.Equal("photo.png - 1.png,2.png web.png 3.png,4.png text none", await app.PostAsync("/Uploads", content));
    }

    [Fact]
    public async Task FileThatWasNotChosen_IsRequired()
    {
        using var content = new MultipartFormDataContent { NoFile("photo"), { new StringContent("a"), "cover" } };

        Assert.Equal(
            "photo: The Photo field is required. (required)\ncover: The Cover field must be a file. (invalid)", await app.PostAsync("/Uploads", content));
    }

    [Theory]
    [InlineData("decimal", "v=1.5", """{"v":1.5}""")]
    [InlineData("decimal", "v=1,5", "v: The V field must be a number. (invalid)")]
    [InlineData("double", "v=1.5", """{"v":1.5}""")]
    [InlineData("DateOnly", "v=2026-02-28", """{"v":"2026-02-28"}""")]
    [InlineData("DateOnly", "v=28.02.2026", "v: The V field must be a date (yyyy-MM-dd). (invalid)")]
    public async Task Culture_ChangesNothing(string type, string form, string expected) =>
        Assert.Equal(expected, await app.PostAsync($"/page?type={type}&culture=de-DE", form));

    private static ByteArrayContent File() => new([1, 2, 3]);

    /// <summary>What browsers send for a file input in which nothing was chosen.</summary>
    private static ByteArrayContent NoFile(string name)
    {
        var content = new ByteArrayContent([]);
        content.Headers.Add("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"\"");
        return content;
    }
}
