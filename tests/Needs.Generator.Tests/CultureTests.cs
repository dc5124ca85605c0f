using System.Globalization;
using Needs.Testing;

namespace Needs.Generator.Tests;

public class CultureTests
{
    /// <summary>Other signs of minus, other commas, other rules of case.</summary>
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void OtherCulture_WritesTheSame(string culture)
    {
        var runner = new GeneratorRunner();
        var expected = runner.Run(ShapeFile.Named("Defaults").Text).Sources;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, runner.Run(ShapeFile.Named("Defaults").Text).Sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
