using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Lists, arrays and dictionaries, and the names that lead into them.</summary>
public sealed class CollectionTests
{
    [Theory]
    [InlineData("", "[]")]
    [InlineData("v=1", "[1]")]
    [InlineData("v=1&v=2&v=1", "[1,2,1]")]
    [InlineData("v[]=1&v[]=2", "[1,2]")]
    [InlineData("v[0]=1&v[1]=2", "[1,2]")]
    [InlineData("v[1]=2&v[0]=1", "[1,2]")]
    [InlineData("v[7]=3&v[2]=1&v[5]=2", "[1,2,3]")]
    [InlineData("v=1&v[]=2", "[1,2]")]
    [InlineData("v[]=9&v[3]=1", "[1,9]")]
    [InlineData("v=&v=1&v[3]=&v[]=", "[1]")]
    [InlineData("v=1|v=2", "[1,2]")]
    [InlineData("v[0]=1&v[0]=2", "v[0]: duplicate")]
    [InlineData("v[2]=1&v[0]=0&v[2]=2", "v[2]: duplicate")]
    [InlineData("v=1&v=x&v=y", "v[1]: invalid, v[2]: invalid")]
    [InlineData("v[7]=x&v[2]=1", "v[7]: invalid")]
    [InlineData("v[9]=x&v[2]=y", "v[2]: invalid, v[9]: invalid")]
    [InlineData("v[a]=1", "[]")]
    [InlineData("v[-1]=1", "[]")]
    [InlineData("v[1.5]=1", "[]")]
    [InlineData("v[\u0661]=1", "[]")]
    [InlineData("v.0=1", "[]")]
    [InlineData("v[][]=1", "[]")]
    [InlineData("v[0][]=1", "[]")]
    [InlineData("v[].x=1", "[]")]
    [InlineData("v[0=1", "[]")]
    public void Scalars_AreSentByRepetitionOrIndex(string fields, string expected)
    {
        Assert.Equal(expected, BoundForm.OfMember<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>(fields));
        Assert.Equal(expected, BoundForm.OfMember<int[], FormArray<int, FormScalar<int, IntegerParser<int>>>>(fields));
    }

    [Theory]
    [InlineData("v=a&v=&v=b", false, """["a","b"]""")]
    [InlineData("v=a&v=&v=b", true, """["a","","b"]""")]
    public void BlankTexts_AreElementsOnRequest(string fields, bool keepBlankValues, string expected) =>
        Assert.Equal(
            expected,
            BoundForm.OfMember<List<string>, FormList<string, FormScalar<string, TextParser>>>(fields, new() { KeepBlankValues = keepBlankValues }));

    [Theory]
    [InlineData("v[0].street=a&v[0].zip=1", """[{"Street":"a","Zip":1}]""")]
    [InlineData("v[0][street]=a&V[0][ZIP]=1", """[{"Street":"a","Zip":1}]""")]
    [InlineData("v[3].street=a&v[1].street=b&v[3].zip=3&v[1].zip=1", """[{"Street":"b","Zip":1},{"Street":"a","Zip":3}]""")]
    [InlineData("v[3].street=a&v[1].zip=b", "v[1].street: required, v[1].zip: invalid, v[3].zip: required")]
    [InlineData("v[].street=a&v[].zip=1", "[]")]
    [InlineData("v.street=a", "[]")]
    [InlineData("v[0]=a", "[]")]
    [InlineData("v=a", "[]")]
    [InlineData("v[5].unknown=a", "[]")]
    public void Objects_NeedAnIndex(string fields, string expected) =>
        Assert.Equal(expected, BoundForm.OfMember<List<Address>, FormList<Address, FormNested<Address, AddressTarget>>>(fields));

    [Theory]
    [InlineData("v[0][0]=1&v[0][1]=2&v[2][0]=3", "[[1,2],[3]]")]
    [InlineData("v[0][]=1&v[0][]=2&v[1][]=3", "[[1,2],[3]]")]
    [InlineData("v[0]=1&v[0]=2", "[[1,2]]")]
    [InlineData("v[4][6]=x", "v[4][6]: invalid")]
    [InlineData("v=1&v=2", "[]")]
    [InlineData("v[][]=1", "[]")]
    public void Lists_AreNested(string fields, string expected) => Assert.Equal(
        expected,
        BoundForm.OfMember<List<List<int>>, FormList<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>>(fields));

    [Theory]
    [InlineData("", "{}")]
    [InlineData("v[a]=1&v.b=2", """{"a":1,"b":2}""")]
    [InlineData("v[a]=1&v[A]=2", """{"a":1,"A":2}""")]
    [InlineData("v[a.b]=1", """{"a.b":1}""")]
    [InlineData("v[0]=1&v[-]=2", """{"0":1,"-":2}""")]
    [InlineData("v[a]=1&v.a=2", "v[a]: duplicate")]
    [InlineData("v[a]=x&v[b]=y", "v[a]: invalid, v[b]: invalid")]
    [InlineData("v[a]=", "{}")]
    [InlineData("v[]=1&v=1&v[a].b=1", "{}")]
    [InlineData("v[a]=1&v[b]=2&v[c]=3&v[d]=4&v[e]=5", """{"a":1,"b":2,"c":3,"d":4,"e":5}""")]
    public void Dictionary_HasKeysOfTheForm(string fields, string expected) => Assert.Equal(
        expected,
        BoundForm.OfMember<Dictionary<string, int>, FormMap<string, TextParser, int, FormScalar<int, IntegerParser<int>>>>(fields));

    [Theory]
    [InlineData("v[1]=a&v[2]=b", """{"1":"a","2":"b"}""")]
    [InlineData("v[1]=a&v[01]=b", "v[01]: duplicate")]
    [InlineData("v[x]=a", "v[x]: invalid")]
    public void Keys_AreReadAsTheirType(string fields, string expected) => Assert.Equal(
        expected,
        BoundForm.OfMember<Dictionary<int, string>, FormMap<int, IntegerParser<int>, string, FormScalar<string, TextParser>>>(fields));

    [Theory]
    [InlineData("v[home].street=a&v[home].zip=1&v[work][street]=b&v[work][zip]=2", """{"home":{"Street":"a","Zip":1},"work":{"Street":"b","Zip":2}}""")]
    [InlineData("v[home].street=a", "v[home].zip: required")]
    public void Dictionary_HoldsObjects(string fields, string expected) => Assert.Equal(
        expected,
        BoundForm.OfMember<Dictionary<string, Address>, FormMap<string, TextParser, Address, FormNested<Address, AddressTarget>>>(fields));

    [Fact]
    public void ManyElements_KeepTheirOrder()
    {
        var fields = string.Join('&', Enumerable.Range(0, 999).Select(i => $"v[{(i * 500) % 999}]={(i * 500) % 999}"));

        Assert.Equal($"[{string.Join(',', Enumerable.Range(0, 999))}]", BoundForm.OfMember<int[], FormArray<int, FormScalar<int, IntegerParser<int>>>>(fields));
    }
}
