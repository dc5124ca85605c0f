using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS024Tests
{
    private const string Members = """
        public ValueTask<System.IO.Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken) => default;
        public ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken) => default;
        """;

    private const string Sinks = $$"""
        class Sink(TimeProvider time) : IFormFileSink { public TimeProvider Time => time; {{Members}} }
        class Derived(TimeProvider time) : Sink(time);
        interface ISink : IFormFileSink;
        class NoSink;
        class Closed : IFormFileSink { private Closed() { } {{Members}} }
        struct Value : IFormFileSink { {{Members}} }
        class Generic<T> : IFormFileSink { {{Members}} }

        """;

    [Theory]
    [InlineData("NoSink")]
    [InlineData("Closed")]
    [InlineData("Value")]
    [InlineData("Generic<>")]
    [InlineData("Private")]
    public Task SinkThatCanNotBeMade_IsReported(string sink) =>
        Verify.VerifyAnalyzerAsync(Sinks + $$"""
            partial class Guests
            {
                private class Private : IFormFileSink { {{Members}} }

                [{|NEEDS024:NeedsForm(Sink = typeof({{sink}}))|}]
                static int SignUp(FormData form) => 1;
            }
            """);

    [Theory]
    [InlineData("typeof(Sink)")]
    [InlineData("typeof(Derived)")]
    [InlineData("typeof(ISink)")]
    [InlineData("typeof(Generic<int>)")]
    [InlineData("null")]
    public Task SinkThatCanBeMade_IsClean(string sink) =>
        Verify.VerifyAnalyzerAsync(Sinks + $$"""
            partial class Guests
            {
                static int SignUp([NeedsForm(Sink = {{sink}})] FormData form) => 1;
            }
            """);
}
