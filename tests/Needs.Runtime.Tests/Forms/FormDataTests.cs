namespace Needs.Runtime.Tests.Forms;

public sealed class FormDataTests
{
    [Theory, InlineData(0), InlineData(20)]
    public void Lookups_FindFieldsByExactNameInTheOrderSent(int others)
    {
        var form = Form("a=1&A=2&b=&a=3", others);

        Assert.Equal("1", form["a"]);
        Assert.Equal("2", form["A"]);
        Assert.Equal("", form["b"]);
        Assert.Null(form["c"]);
        Assert.Equal("1", form.Get("a")!.Value);
        Assert.Null(form.Get("c"));
        Assert.Equal("1", form.GetFirst("a", "other"));
        Assert.Equal("other", form.GetFirst("c", "other"));
        Assert.Equal(["1", "3"], form.GetAll("a").Select(field => field.Value));
        Assert.Empty(form.GetAll("c"));
        Assert.True(form.Contains("A"));
        Assert.False(form.Contains("B"));
        Assert.True(form.TryGet("b", out var found));
        Assert.Same(form[2], found);
        Assert.False(form.TryGet("c", out found));
        Assert.Null(found);
        Assert.Equal(["a", "A", "b"], form.Names.Take(3));
        Assert.Equal(4 + others, form.Count);
        Assert.Equal(["1", "2", "", "3"], form.Select(field => field.Value).Take(4));
    }

    [Theory, InlineData(0), InlineData(20)]
    public void QueryAndBody_KeepTheirOrderAndTellTheirSource(int others)
    {
        var form = Form("", others);
        form.Add("id", "query", FormSource.Query);
        form.Add("id", "body");

        Assert.Equal("query", form["id"]);
        Assert.Equal("body", form.GetFirst("id", source: FormSource.Body));
        Assert.Equal(FormSource.Body, form.Get("id", FormSource.Body)!.Source);
        Assert.Equal("query", Assert.Single(form.GetAll("id", FormSource.Query)).Value);
        Assert.Equal("body", form.Filter(FormSource.Body)["id"]);
    }

    [Theory, InlineData(0), InlineData(20)]
    public void TextAndFiles_StayInterleaved(int others)
    {
        var form = Form("", others);
        var first = new UploadedFile("x", "1.txt", FormFileContent.FromBytes("one"u8.ToArray()));
        var second = new UploadedFile("y", "2.txt", FormFileContent.FromBytes("two"u8.ToArray()));
        form.Add(first);
        form.Add("x", "text");
        form.Add(second);

        Assert.Equal([first, second], form.Files);
        Assert.Equal([first, form[others + 1], second], form.Skip(others));
        Assert.Same(first, form.Get("x"));
        Assert.Equal("text", form["x"]);
        Assert.Null(form["y"]);
        Assert.Same(second, form.GetFile("y"));
        Assert.Same(first, form.GetFile("x"));
        Assert.Null(form.GetFile("z"));
        Assert.Equal(2, form.GetAll("x").Count);
    }

    [Theory, InlineData(0), InlineData(20)]
    public void Changes_AreSeenByLaterLookups(int others)
    {
        var form = Form("a=1&b=2&a=3", others);
        form.Add("a", "4");
        Assert.Equal(["1", "3", "4"], form.GetAll("a").Select(field => field.Value));

        form.Set("a", "5");
        Assert.Equal("5", Assert.Single(form.GetAll("a")).Value);
        Assert.Equal(["a", "b"], form.Names.Take(2));

        form["c"] = "6";
        form["b"] = null;
        Assert.Equal("6", form["c"]);
        Assert.False(form.Contains("b"));
        Assert.True(form.Remove("c"));
        Assert.False(form.Remove("c"));

        form.Clear();
        Assert.Empty(form);
        Assert.Empty(form.Names);
        Assert.Null(form["a"]);
        form.Add("a", "7");
        Assert.Equal("7", form["a"]);
    }

    [Fact]
    public void ExampleOfTheDocumentation_IsTrue()
    {
        var form = UrlEncodedForm.ParseQuery("name=Zo%C3%AB&tag=a&tag=b&note=");
        List<string> tags = [];
        foreach (string tag in form.GetAll("tag")) tags.Add(tag);

        Assert.Equal("Zoë", form["name"]);
        Assert.Equal("red", form.GetFirst("color", "red"));
        Assert.Equal(FormSource.Query, form.Get("name")?.Source);
        Assert.Equal(["a", "b"], tags);
        Assert.False(form.Filter().Contains("note"));
        Assert.Null(form.GetFile("photo"));
    }

    [Fact]
    public void Filter_DropsBlankTextUnlessItIsToBeKept()
    {
        var form = Form("a=&b&c=+", 0);
        form.Add(new UploadedFile("d", "empty.txt", FormFileContent.FromBytes(default)));

        Assert.Equal(["c", "d"], form.Filter().Names);
        Assert.Equal(["a", "b", "c", "d"], form.Filter(keepBlankValues: true).Names);
        Assert.Equal(4, form.Count);
    }

    [Fact]
    public void FilteredForm_AndItsOrigin_ChangeApart()
    {
        var form = Form("a=1&b=2", 0);
        var (added, removed, set, cleared) = (form.Filter(), form.Filter(), form.Filter(), form.Filter());
        added.Add("c", "3");
        removed.Remove("a");
        set["a"] = "9";
        cleared.Clear();
        form["b"] = null;

        Assert.Equal(["a=1"], Pairs(form));
        Assert.Equal(["a=1", "b=2", "c=3"], Pairs(added));
        Assert.Equal(["b=2"], Pairs(removed));
        Assert.Equal(["a=9", "b=2"], Pairs(set));
        Assert.Empty(cleared);

        static IEnumerable<string> Pairs(FormData fields) => fields.Select(field => $"{field.Name}={field.Value}");
    }

    [Fact]
    public async Task FilteredForm_LeavesTheFilesToItsOrigin()
    {
        var form = new FormData { new UploadedFile("a", "a", FormFileContent.FromBytes("x"u8.ToArray())) };
        var filtered = form.Filter();
        await filtered.DisposeAsync();
        Assert.Equal("x"u8.ToArray(), await form.Files[0].ReadAllBytesAsync());

        await form.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(filtered.Files[0].OpenReadStream);
    }

    [Fact]
    public async Task Disposal_ReachesEveryFile_AlsoRemovedOnesAndPastFailures()
    {
        List<FailingContent> contents = [new(), new(), new(), new()];
        var form = new FormData();
        foreach (var (content, name) in contents.Zip("abcd")) form.Add(new UploadedFile($"{name}", "f", content));
        form.Remove("a");
        form.Set("b", "text");

        var error = await Assert.ThrowsAsync<AggregateException>(async () => await form.DisposeAsync());

        Assert.Equal(4, error.InnerExceptions.Count);
        Assert.All(contents, content => Assert.Equal(1, content.Disposals));
    }

    [Fact]
    public async Task DisposalThatFailsOnce_SurfacesAsItIs()
    {
        var form = new FormData { new UploadedFile("a", "f", new FailingContent()) };
        form.Clear();
        await Assert.ThrowsAsync<IOException>(async () => await form.DisposeAsync());
    }

    [Fact]
    public void FieldOfNoSingleSource_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FormField("a", "b", FormSource.Both));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FormField("a", "b", 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new UrlEncodedFormReader([], FormSource.Both, new FormBudget(new FormLimits())).Dispose());
    }

    private static FormData Form(string body, int others)
    {
        var form = UrlEncodedForm.Parse(System.Text.Encoding.UTF8.GetBytes(body));
        for (var i = 0; i < others; i++) form.Add($"other{i}", "");
        return form;
    }

    private sealed class FailingContent : FormFileContent
    {
        public int Disposals { get; private set; }

        public override long Length => 0;

        public override Stream OpenRead() => throw new InvalidOperationException();

        public override ValueTask DisposeAsync()
        {
            Disposals++;
            throw new IOException();
        }
    }
}
