namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>What a handler sees of a form that it answers itself.</summary>
public sealed class FormTests
{
    [Fact]
    public void FormWithoutErrors_IsValid()
    {
        var form = new Form<string>("value", new FormErrors(), []);

        Assert.True(form.IsValid);
        Assert.Equal(5, form.Value.Length);
    }

    [Fact]
    public void ErrorOfTheHandler_MakesTheFormInvalid()
    {
        var form = new Form<string>("value", new FormErrors(), []);

        form.Errors.Add("email", "taken", "This address is taken.");

        Assert.False(form.IsValid);
        Assert.Equal(["This address is taken."], form.Errors["EMAIL"]);
        Assert.True(form.Errors.Has("Email"));
        Assert.Equal([new FormError("email", "taken", "This address is taken.")], form.Errors);
    }

    [Fact]
    public void FormWithoutValue_IsNotValid() => Assert.False(new Form<string>(null, new FormErrors(), []).IsValid);

    [Fact]
    public void EmptyForm_IsOneForAllAndStaysEmpty()
    {
        var form = Form<string>.Empty;

        Assert.Same(form, Form<string>.Empty);
        Assert.Equal((false, null, 0, 0), (form.IsValid, form.Value, form.Errors.Count, form.Data.Count));
        Assert.Null(form.Raw("a"));
        Assert.False(Form<int>.Empty.IsValid);
        Assert.Throws<InvalidOperationException>(() => form.Errors.Add("a", "taken", "It is taken."));
        Assert.Throws<InvalidOperationException>(() => form.Data.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(() => form.Data.Set("a", "1"));
        form.Data.Filter().Add("a", "1");
        Assert.Empty(form.Data);
    }

    [Fact]
    public void FieldWithoutErrors_HasNoMessages()
    {
        var errors = new FormErrors();

        Assert.Empty(errors["a"]);
        Assert.False(errors.Has("a"));
        Assert.Empty(errors);
        Assert.Throws<ArgumentOutOfRangeException>(() => errors[0]);
    }

    [Theory]
    [InlineData("items[0].zip", "1")]
    [InlineData("Items[0][Zip]", "1")]
    [InlineData("items.0.zip", "1")]
    [InlineData("items[0]", null)]
    [InlineData("items[0].zip.x", null)]
    [InlineData("items[1].zip", null)]
    [InlineData("bad[", "2")]
    [InlineData("none", null)]
    public void Raw_FindsAFieldHoweverItIsWritten(string name, string? expected) =>
        Assert.Equal(expected, new Form<string>("", new FormErrors(), BoundForm.Parse("items[0][zip]=1&items[0].zip=3&bad[=2")).Raw(name));
}
