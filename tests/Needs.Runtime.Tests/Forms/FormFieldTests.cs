namespace Needs.Runtime.Tests.Forms;

public sealed class FormFieldTests
{
    [Fact]
    public void TextField_IsItsText()
    {
        var field = new FormField("name", "Zoë");
        string text = field;
        Assert.Equal("Zoë", text);
        Assert.Equal("Zoë", $"{field}");
        Assert.Null((string?)(FormField?)null);
    }

    [Fact]
    public void TextField_CanBeReadAsAStreamFromItsBeginningEachTime()
    {
        var field = new FormField("name", "Zoë");
        for (var i = 0; i < 2; i++)
        {
            using var reader = new StreamReader(field.OpenReadStream());
            Assert.Equal("Zoë", reader.ReadToEnd());
        }

        Assert.False(field.OpenReadStream().CanWrite);
    }

    [Fact]
    public void FieldWithoutAPart_HasDefaults()
    {
        var field = new FormField("", "");
        Assert.Equal("text/plain", field.ContentType);
        Assert.Null(field.Disposition);
        Assert.Null(field.FileName);
        Assert.Empty(field.ContentTypeParameters);
        Assert.Empty(field.DispositionParameters);
        Assert.Empty(field.Headers);
        Assert.Equal("application/octet-stream", new UploadedFile("", "", FormFileContent.FromBytes(default)).ContentType);
    }

    [Fact]
    public void FieldOfAPart_TellsWhatThePartSays()
    {
        var part = new FormPartHeaders
        {
            ContentType = "text/csv",
            ContentTypeParameters = new Dictionary<string, string> { ["charset"] = "utf-8" },
            Disposition = "form-data",
            DispositionParameters = new Dictionary<string, string> { ["name"] = "list" },
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/csv; charset=utf-8" },
        };
        foreach (var field in (FormField[])[new("list", "", part: part), new UploadedFile("list", "", FormFileContent.FromBytes(default), part)])
        {
            Assert.Equal("text/csv", field.ContentType);
            Assert.Equal("utf-8", field.ContentTypeParameters["charset"]);
            Assert.Equal("form-data", field.Disposition);
            Assert.Equal("list", field.DispositionParameters["name"]);
            Assert.Equal("text/csv; charset=utf-8", field.Headers["Content-Type"]);
        }
    }
}
