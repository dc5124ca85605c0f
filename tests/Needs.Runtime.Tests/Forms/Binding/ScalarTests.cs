using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Members for one value: blank, missing, sent several times, from query and body.</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("v=1", "1")]
    [InlineData("V=1", "1")]
    [InlineData("v=+1+", "1")]
    [InlineData("x=1", "v: required")]
    [InlineData("", "v: required")]
    [InlineData("v=", "v: required")]
    [InlineData("v=+", "v: required")]
    [InlineData("v=&v=1&v=", "1")]
    [InlineData("v=one", "v: invalid")]
    [InlineData("v=99999999999", "v: out_of_range")]
    [InlineData("v[]=1", "v: required")]
    [InlineData("v[0]=1", "v: required")]
    [InlineData("v.x=1", "v: required")]
    [InlineData("v.=1", "v: required")]
    public void Scalar_IsOneText(string fields, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<int, FormScalar<int, IntegerParser<int>>>(fields));

    [Theory]
    [InlineData("v=1&v=2", DuplicateValues.Error, "v: duplicate")]
    [InlineData("v=1&v=1", DuplicateValues.Error, "v: duplicate")]
    [InlineData("v=1&V=2", DuplicateValues.Error, "v: duplicate")]
    [InlineData("v=1&v=2", DuplicateValues.First, "1")]
    [InlineData("v=1&v=2", DuplicateValues.Last, "2")]
    [InlineData("v=1|v=2", DuplicateValues.Error, "2")]
    [InlineData("v=1|v=2", DuplicateValues.First, "2")]
    [InlineData("v=1&v=2|v=3", DuplicateValues.Error, "3")]
    [InlineData("v=1|v=", DuplicateValues.Error, "1")]
    [InlineData("v=1&v=2|", DuplicateValues.Error, "v: duplicate")]
    [InlineData("v=1|v=2&v=3", DuplicateValues.Error, "v: duplicate")]
    [InlineData("v=1|v=2&v=3", DuplicateValues.Last, "3")]
    public void SeveralValues_AreAnErrorUnlessSaidWhichOneCounts(string fields, DuplicateValues duplicates, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<int, FormScalar<int, IntegerParser<int>>>(fields, new() { Duplicates = duplicates }));

    [Fact]
    public void QueryThatWasAddedLater_IsStillOutweighedByTheBody()
    {
        var form = new FormData { new FormField("v", "1"), new FormField("v", "2", FormSource.Query) };

        Assert.Equal(1, FormBinding.Bind<int, MemberTarget<int, FormScalar<int, IntegerParser<int>>>>(form, new()).Value);
    }

    [Theory]
    [InlineData("v=a", false, "\"a\"")]
    [InlineData("v=+a+", false, "\" a \"")]
    [InlineData("v=+", false, "\" \"")]
    [InlineData("v=", false, "v: required")]
    [InlineData("v=", true, "\"\"")]
    public void Text_IsKeptAsItIs(string fields, bool keepBlankValues, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<string, FormScalar<string, TextParser>>(fields, new() { KeepBlankValues = keepBlankValues }));

    [Fact]
    public void BlankNumber_IsAbsentAlsoWhereBlankTextIsKept() =>
        Assert.Equal("v: required", BoundForm.OfMember<int, FormScalar<int, IntegerParser<int>>>("v=", new() { KeepBlankValues = true }));

    [Theory]
    [InlineData("v=1", "1")]
    [InlineData("v=", "null")]
    [InlineData("", "null")]
    [InlineData("v=x", "v: invalid")]
    public void NullableValue_MayBeAbsent(string fields, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<int?, FormNullable<int, FormScalar<int, IntegerParser<int>>>>(fields));

    [Theory]
    [InlineData("", "false")]
    [InlineData("v=", "false")]
    [InlineData("v=on", "true")]
    [InlineData("v=false&v=true", "true")]
    [InlineData("v=true&v=false", "true")]
    [InlineData("v=0&v=0", "false")]
    [InlineData("v=maybe", "v: invalid")]
    [InlineData("v=true&v=maybe", "v: invalid")]
    [InlineData("v=true|v=false", "false")]
    [InlineData("v=maybe|v=on", "true")]
    [InlineData("v=true|", "true")]
    [InlineData("v[]=on", "false")]
    public void Flag_IsSetWhenAnyValueSaysSo(string fields, string expected) => Assert.Equal(expected, BoundForm.OfMember<bool, FormFlag>(fields));

    [Theory]
    [InlineData("", "null")]
    [InlineData("v=off", "false")]
    [InlineData("v=off&v=on", "true")]
    public void NullableFlag_IsNullWhenAbsent(string fields, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<bool?, FormNullable<bool, FormFlag>>(fields));

    [Theory]
    [InlineData("v=monday", "1")]
    [InlineData("v=monday&v=tuesday", "3")]
    [InlineData("v[]=monday&v[]=tuesday", "3")]
    [InlineData("v=monday|v=tuesday", "2")]
    [InlineData("v=monday&v=someday", "v: invalid")]
    [InlineData("v=3", "v: invalid")]
    [InlineData("v[0]=monday", "v: required")]
    [InlineData("v=", "v: required")]
    public void Flags_ArePutTogether(string fields, string expected) => Assert.Equal(expected, BoundForm.OfMember<Days, FormFlags<Days, DaysParser>>(fields));

    [Fact]
    public void Messages_NameTheMemberAndWhatIsExpectedButNoValue()
    {
        var member = new FormMember("age", "Age", "Your age");
        var binding = new FormBinding(new());
        foreach (var text in new[] { "secret", "99999999999", "" })
        {
            var name = new FormName("", 8);
            var target = default(FormScalar<int, IntegerParser<int>>);
            Assert.True(target.Take(ref name, new FormField("age", text), binding));
            Assert.False(target.TryBuild(binding, member, out _));
        }

        Assert.Equal(
            [
                new FormError("age", "invalid", "The Your age field must be a whole number."),
                new FormError("age", "out_of_range", "The Your age field is too small or too large."),
                new FormError("age", "required", "The Your age field is required."),
            ],
            binding.Errors);
    }

    [Flags]
    internal enum Days
    {
        None = 0,
        Monday = 1,
        Tuesday = 2,
    }

    internal readonly struct DaysParser : IFormFlagsParser<Days>
    {
        public static string Expected => "Monday or Tuesday";

        public static Days Combine(Days first, Days second) => first | second;

        public static FormParsing TryParse(string text, out Days value)
        {
            value = text switch
            {
                "monday" => Days.Monday,
                "tuesday" => Days.Tuesday,
                _ => Days.None,
            };
            return value == Days.None ? FormParsing.Invalid : FormParsing.Ok;
        }
    }
}
