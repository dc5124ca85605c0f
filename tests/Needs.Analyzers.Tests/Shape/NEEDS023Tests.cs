using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS023Tests
{
    private const string Types = """
        interface IAddress;
        abstract class Abstract { }
        class Closed { private Closed() { } }
        class Several { public Several(int a) { } public Several(string b) { } }
        class Nested { public IAddress? Inner { get; set; } }
        class Endless { public required Endless Next { get; set; } }
        file class Local { }

        """;

    [Theory]
    [InlineData("IAddress", "IAddress is an interface, and nothing says which class to make")]
    [InlineData("Abstract", "Abstract is abstract, and nothing says which class to make")]
    [InlineData("object", "it may be anything, so there is nothing to bind")]
    [InlineData("dynamic", "it may be anything, so there is nothing to bind")]
    [InlineData("Action", "it is a delegate")]
    [InlineData("(int A, int B)", "it is a tuple, whose names are gone at run time: use a record")]
    [InlineData("int[,]", "it is an array of several dimensions")]
    [InlineData("System.IO.Stream", "Stream is abstract, and nothing says which class to make")]
    [InlineData("Exception", "Exception is neither a value that can be read from a text nor a type of yours")]
    [InlineData("FormData", "FormData is neither a value that can be read from a text nor a type of yours")]
    [InlineData("Closed", "Closed has no public constructor")]
    [InlineData("Several", "Several has several public constructors: mark one with [JsonConstructor]")]
    [InlineData("Dictionary<IAddress, int>", "a key of type IAddress can't be read from the name of a field")]
    [InlineData("Dictionary<int?, int>", "a key of type int? can't be read from the name of a field")]
    public Task MemberOfSuchAType_IsReported(string type, string why) =>
        Verify.VerifyAnalyzerAsync(
            Types + $$"""
            partial class Guests
            {
                public class Guest { internal {{type}} Hidden; {{Accessible(type)}} }

                static int SignUp([NeedsForm] Guest {|#0:form|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS023").WithLocation(0).WithMessage($"The form 'form' can't be bound, because of its member 'Member': {why}"));

    [Theory]
    [InlineData("Nested Address", "Address.Inner")]
    [InlineData("List<Nested> Items", "Items[].Inner")]
    [InlineData("Dictionary<string, Nested[]> Map", "Map[][].Inner")]
    public Task Message_NamesThePath(string member, string path) =>
        Verify.VerifyAnalyzerAsync(
            Types + $$"""
            record Guest({{member}});

            partial class Guests
            {
                static int SignUp([NeedsForm] Guest {|#0:form|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS023").WithLocation(0).WithMessage(
                $"The form 'form' can't be bound, because of its member '{path}': IAddress is an interface, and nothing says which class to make"));

    [Theory]
    [InlineData("[FromForm(Name = \"b\")] string A, string B", "B", "another member has the same name in a form, 'b'")]
    [InlineData("[FromForm(Name = \"a.b\")] string A", "A", "its name in a form is 'a.b', and '.', '[' and ']' separate names")]
    [InlineData("Endless A", "Endless.Next", "each Endless would contain another without end: let it be null")]
    public Task ParameterThatNoFieldCanReach_IsReported(string parameters, string path, string why) =>
        Verify.VerifyAnalyzerAsync(
            Types + $$"""
            record Guest({{parameters}});

            partial class Guests
            {
                static int SignUp([NeedsForm] Guest {|#0:form|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS023").WithLocation(0).WithMessage($"The form 'form' can't be bound, because of its member '{path}': {why}"));

    [Fact]
    public Task RequiredMemberThatNoFormMaySet_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            class Guest { [System.Text.Json.Serialization.JsonIgnore] public required string Name { get; set; } }

            partial class Guests
            {
                static int SignUp([NeedsForm] Guest {|NEEDS023:form|}) => 1;
            }
            """);

    [Fact]
    public Task ValidationAttributeThatCanNotBeReached_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            class Guest
            {
                [Private] public string? Name { get; set; }
                private class PrivateAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute;
            }

            partial class Guests
            {
                static int SignUp([NeedsForm] Guest {|NEEDS023:form|}) => 1;
            }
            """);

    [Fact]
    public Task WhatNoFormSets_IsClean() =>
        Verify.VerifyAnalyzerAsync(Types + """
            class Guest
            {
                public static IAddress? Static { get; set; }
                public IAddress? ReadOnly { get; }
                public IAddress? PrivatelySet { get; private set; }
                internal IAddress? Internal { get; set; }
                [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever] public IAddress? Never { get; set; }
                [System.Text.Json.Serialization.JsonIgnore] public IAddress? Ignored { get; set; }
                public readonly IAddress? Field;
                public IAddress? this[int index] { get => null; set { } }
                public Guest? Parent { get; set; }
                public List<Guest> Children { get; set; } = [];
            }

            partial class Guests
            {
                static int SignUp([NeedsForm] Guest form) => 1;
            }
            """);

    private static string Accessible(string type) => $"public Guest({type} Member) => Hidden = Member;";
}
