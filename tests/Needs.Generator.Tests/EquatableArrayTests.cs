namespace Needs.Generator.Tests;

public class EquatableArrayTests
{
    [Fact]
    public void EqualItems_AreEqual()
    {
        EquatableArray<string> one = ["a", "b"];
        EquatableArray<string> same = ["a", "b"];

        Assert.True(one == same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.Equal((object)one, same);
    }

    [Fact]
    public void OtherItems_AreNot()
    {
        EquatableArray<string> one = ["a", "b"];

        Assert.True(one != ["b", "a"]);
        Assert.True(one != ["a"]);
        Assert.True(one != default);
    }

    [Fact]
    public void Default_IsEmpty()
    {
        EquatableArray<string> none = default;

        Assert.True(none.IsEmpty);
        Assert.Empty(none);
        Assert.True(none == []);
        Assert.Equal(none.GetHashCode(), new EquatableArray<string>([]).GetHashCode());
    }
}
