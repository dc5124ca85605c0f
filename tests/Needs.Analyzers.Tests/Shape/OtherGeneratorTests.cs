using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Shape;

/// <summary>A handler whose body another generator writes looks unfinished to ours, but not to the analyzers.</summary>
public class OtherGeneratorTests
{
    [Theory]
    [InlineData("public partial int Find(DbConnection db)", "=> 1;")]
    [InlineData("partial void Find(DbConnection db)", "{ }")]
    public async Task HandlerThatAnotherGeneratorImplements_IsWrapped(string declaration, string body)
    {
        var project = new TestProject { Files = [("Orders.cs", $"partial class Orders {{ [NeedsDb] {declaration}; }}")] };

        var compilation = AnotherGenerator.Adds($"partial class Orders {{ {declaration} {body} }}", project.CompileWithGenerator());

        Assert.Empty(await Reported.ByAsync(ShapeVerifier.Analyzers, compilation));
        Assert.Equal(3, compilation.GetTypeByMetadataName("Orders")!.GetMembers().Count(member => member.Name.StartsWith("Find", StringComparison.Ordinal)));
    }
}
