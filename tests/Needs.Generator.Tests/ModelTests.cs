using System.Collections;
using System.Reflection;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>A model that holds a symbol keeps a whole compilation alive and is never equal to the next: neither may happen.</summary>
public class ModelTests
{
    private static readonly Assembly Generator = typeof(NeedsGenerator).Assembly;

    [Fact]
    public void Types_AreComparedByValueAndHoldNothingOfTheCompiler()
    {
        var seen = new HashSet<Type>();
        foreach (var root in new[] { typeof(ParsedHandler), typeof(MappedHandlerSpec), typeof(AssemblySpec), typeof(FormFiles) }) Check(root, root.Name, seen);

        Assert.Contains(typeof(HandlerSpec), seen);
        Assert.Contains(typeof(ParameterSpec), seen);
        Assert.Contains(typeof(EndpointSpec), seen);
        Assert.Contains(typeof(FormTargetSpec), seen);
    }

    [Fact]
    public void Values_HoldNothingOfTheCompiler()
    {
        var runner = new GeneratorRunner { AspNetCore = true };
        var driver = runner.Drive(runner.Compile(ShapeFile.Named("Attributes").Text, ShapeFile.Named("Databases").Text, ShapeFile.Named("BoundForms").Text), out _);

        var steps = IncrementalSteps.Of(driver).Named;
        Assert.NotEmpty(steps);
        foreach (var step in steps) Check(step.Value, step.Name);
    }

    [Fact]
    public void CompilingTheSameTextTwice_GivesEqualModels()
    {
        var runner = new GeneratorRunner { AspNetCore = true };
        var texts = ShapeFile.All.Select(file => file.Text).ToArray();

        var first = IncrementalSteps.Of(runner.Drive(runner.Compile(texts), out _)).Named;
        var second = IncrementalSteps.Of(runner.Drive(runner.Compile(texts), out _)).Named;

        Assert.Equal(first.Select(step => step.Value), second.Select(step => step.Value));
        Assert.Equal(first.Select(step => step.Value.GetHashCode()), second.Select(step => step.Value.GetHashCode()));
    }

    private static void Check(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string)) return;
        Assert.False(IsOfCompiler(type), $"{path} is a {type}");
        foreach (var argument in type.GenericTypeArguments) Check(argument, $"{path}<>", seen);
        if (type.Assembly != Generator) return;

        Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{path} is compared by reference");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Check(field.FieldType, $"{path}.{field.Name}", seen);
    }

    private static void Check(object? value, string path)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
        Assert.False(IsOfCompiler(value.GetType()), $"{path} is a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (var item in items) Check(item, $"{path}[]");
            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Check(field.GetValue(value), $"{path}.{field.Name}");
    }

    private static bool IsOfCompiler(Type type) => type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true;
}
