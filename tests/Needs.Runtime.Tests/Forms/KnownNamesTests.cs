using System.Text;

namespace Needs.Runtime.Tests.Forms;

public sealed class KnownNamesTests
{
    [Fact]
    public void NameSentAgain_IsTheSameString() =>
        Assert.Same(UrlEncodedForm.ParseQuery("quantity=1")[0].Name, UrlEncodedForm.ParseQuery("%71uantity=2")[0].Name);

    [Fact]
    public async Task ManyNamesFromManySides_AreNeverMixedUp()
    {
        var names = Enumerable.Range(0, 5_000).Select(i => string.Concat(Enumerable.Repeat($"{i:x}", 1 + (i % 8))) + (i % 9 == 0 ? "é" : "")).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(side => Task.Run(() =>
        {
            foreach (var name in names.Skip(side * 7).Concat(names))
                Assert.Equal(name, UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(name + "=1"))[0].Name);
        })));
    }
}
