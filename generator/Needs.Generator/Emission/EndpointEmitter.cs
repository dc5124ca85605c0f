using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>
/// Writes the endpoint of a handler, a <c>RequestDelegate</c>: bind everything, read the form, lend, run, give back, write the result.
/// </summary>
internal sealed class EndpointEmitter
{
    private const string Runtime = EndpointNames.Runtime;
    private readonly HandlerSpec _handler;
    private readonly EndpointSpec _endpoint;
    private readonly EndpointNames _names;
    private readonly EndpointBinding _binding;
    private readonly SourceWriter _writer;

    private EndpointEmitter(HandlerSpec handler, EndpointSpec endpoint, SourceWriter writer)
    {
        _handler = handler;
        _endpoint = endpoint;
        _names = new EndpointNames(handler);
        _binding = new EndpointBinding(_names, endpoint, HandlerFile.Descriptor(handler));
        _writer = writer;
    }

    public static SourceText Emit(HandlerSpec handler, EndpointSpec endpoint) => HandlerFile.Write(
        handler,
        writer =>
        {
            new EndpointEmitter(handler, endpoint, writer).Write();
            if (endpoint.Routes.IsEmpty) return;
            writer.Line();
            EndpointMappingEmitter.Write(handler, endpoint, writer);
        },
        endpoint.Form);

    private void Write()
    {
        WriteHead();
        using var body = _writer.Braces();
        _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({_names.Context});");
        foreach (var guard in _endpoint.Guards)
        {
            _writer.Line(guard.Type is { } type
                ? $"{Runtime}.MetadataCheck.Require<{type}>({_names.Context});"
                : $"{Runtime}.MetadataCheck.Require({_names.Context}, {Literals.Of(guard.Name)});");
        }

        using (_writer.Braces("try")) WriteRequest();
        _writer.Line($"catch (global::System.Exception {_names.Error}) when ({Runtime}.RequestAbort.Explains({_names.Context}, {_names.Error}))");
        using (_writer.Braces()) _writer.Line($"{Runtime}.RequestAbort.End({_names.Context}, {_names.Error});");
        if (_endpoint.Form is not { Kind: FormKind.Parts }) return;
        _writer.Line($"catch (global::System.Exception {_names.Error}) when ({Runtime}.FormReader.Explains({_names.Context}, {_names.Error}))");
        using (_writer.Braces()) _writer.Line($"await {Runtime}.FormReader.AnswerAsync({_names.Context}, {_names.Error}).ConfigureAwait(false);");
    }

    private void WriteHead()
    {
        _writer.Line($"/// <summary>Answers a request by <see cref=\"{WrapperSignature.Escape(_handler.DocumentationId)}\"/>.</summary>");
        _writer.Line($"/// <param name=\"{_names.Context}\">The request.</param>");
        foreach (var attribute in _endpoint.Attributes) _writer.Line($"[{attribute}]");
        HandlerFile.WriteGeneratedCode(_writer);
        _writer.Line($"{(_endpoint.IsPublic ? "public" : "internal")} static async global::System.Threading.Tasks.Task {_endpoint.Name}(global::Microsoft.AspNetCore.Http.HttpContext {_names.Context})");
    }

    private void WriteRequest()
    {
        WriteBinding();
        WriteForm();
        var run = new EndpointRun(_handler, _endpoint, _names, _binding, _writer);
        if (!_handler.IsRetried) run.WriteObject();
        for (var i = 0; i < _handler.Needs.Count; i++)
        {
            var name = _handler.Needs[i].DatabaseName;
            _writer.Line($"var {_names.Databases[i]} = {Runtime}.RequestDatabase.Get({_names.Context}{(name is null ? "" : ", " + Literals.Of(name))});");
        }

        if (_handler.IsRetried) run.WriteAttempts();
        else run.Write();
    }

    private void WriteBinding()
    {
        var canFail = _endpoint.Parameters.Any(EndpointBinding.CanFail);
        if (canFail) _writer.Line($"var {_names.Request} = new {Runtime}.RequestBinding({_names.Context});");
        foreach (var parameter in _endpoint.Parameters)
            _writer.Line($"var {parameter.Local} = {_binding.Expression(parameter)};");
        if (!canFail) return;

        using (_writer.Braces($"if ({_names.Request}.Failed)"))
        {
            _writer.Line($"await {_names.Request}.WriteProblemAsync().ConfigureAwait(false);");
            _writer.Line("return;");
        }

        _writer.Line();
    }

    private void WriteForm()
    {
        if (_endpoint.Form is not { } form) return;
        if (form.Kind == FormKind.Parts)
        {
            _writer.Line($"await using var {_names.Data} = await {Runtime}.FormReader.ReadPartsAsync({_names.Context}, {HandlerFile.Form(_handler)}).ConfigureAwait(false);");
            _writer.Line($"if ({_names.Data} is null) return;");
            _writer.Line($"global::System.Collections.Generic.IAsyncEnumerable<global::Needs.FormPart> {form.Local} = {_names.Data};");
            _writer.Line();
            return;
        }

        var data = form.Kind == FormKind.Data ? form.Local : _names.Data;
        _writer.Line($"await using var {data} = await {Runtime}.FormReader.ReadAsync({_names.Context}, {HandlerFile.Form(_handler)}).ConfigureAwait(false);");
        _writer.Line($"if ({data} is null) return;");
        if (form.Kind is FormKind.Bound or FormKind.WithErrors) WriteBoundForm(form);
        _writer.Line();
    }

    private void WriteBoundForm(EndpointFormSpec form)
    {
        var bound = form.Kind == FormKind.WithErrors ? form.Local : _names.Form;
        _writer.Line($"var {bound} = await {Runtime}.FormReader.BindAsync<{form.Type}, {form.Target}>({_names.Context}, {_names.Data}, {HandlerFile.Form(_handler)}).ConfigureAwait(false);");
        _writer.Line($"if ({bound} is null) return;");
        if (form.Kind == FormKind.WithErrors) return;
        using (_writer.Braces($"if (!{bound}.IsValid)"))
        {
            _writer.Line($"await {Runtime}.FormReader.WriteErrorsAsync({_names.Context}, {bound}.Errors).ConfigureAwait(false);");
            _writer.Line("return;");
        }

        _writer.Line();
        _writer.Line($"var {form.Local} = {bound}.Value;");
    }
}
