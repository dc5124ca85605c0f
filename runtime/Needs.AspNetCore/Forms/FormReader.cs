using System.ComponentModel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Needs.Binding;

namespace Needs.AspNetCore;

/// <summary>Reads the form of a request. Called by generated endpoints, before they lend a connection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormReader
{
    /// <summary>
    /// Reads the form, once for each request; files and temporary files go at the end of it. A form that is refused, malformed or over a
    /// limit is answered here.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="options">What the endpoint says of its form.</param>
    /// <returns>The form, or <see langword="null"/> when the request is answered, or its client gone: then there is nothing more to do.</returns>
    public static async ValueTask<FormData?> ReadAsync(HttpContext context, FormReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var needsToken = await CheckSenderAsync(context, options).ConfigureAwait(false);
            var form = await ReceivedForm.Of(context, options).ReadAsync(options).ConfigureAwait(false);
            if (needsToken) await CheckTokenAsync(context).ConfigureAwait(false);
            return form;
        }
        catch (Exception error) when (Explains(context, error))
        {
            await AnswerAsync(context, error).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>
    /// Begins to read the form in parts. What is found wrong before the first part is answered here, the rest is thrown while the handler
    /// enumerates them. Of a token only that in the header counts: to look for another the form would have to be read.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="options">What the endpoint says of its form.</param>
    /// <returns>The parts, or <see langword="null"/> when the request is answered: then there is nothing more to do.</returns>
    public static async ValueTask<FormParts?> ReadPartsAsync(HttpContext context, FormReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            if (await CheckSenderAsync(context, options).ConfigureAwait(false)) await CheckHeaderTokenAsync(context).ConfigureAwait(false);
            return await ReceivedForm.Of(context, options).ReadPartsAsync(options).ConfigureAwait(false);
        }
        catch (Exception error) when (Explains(context, error))
        {
            await AnswerAsync(context, error).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Whether the form explains an error, so that it can be answered: it is malformed, refused or over a limit, or its client gone.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    public static bool Explains(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RequestAbort.Explains(context, error)
            || (error is FormException or FormRefusal or BadHttpRequestException && !context.Response.HasStarted);
    }

    /// <summary>Answers a request whose form <see cref="Explains"/> an error.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    public static Task AnswerAsync(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (error)
        {
            case FormException form: return FormProblem.WriteAsync(context, form);
            case FormRefusal refusal: return FormProblem.WriteAsync(context, refusal);
            case BadHttpRequestException server: return FormProblem.WriteAsync(context, FormRefusal.Server(server.StatusCode));
            default:
                RequestAbort.End(context, error);
                return Task.CompletedTask;
        }
    }

    /// <summary>Binds a form that was read. One that is over a limit is answered here.</summary>
    /// <typeparam name="T">The type to bind to.</typeparam>
    /// <typeparam name="TTarget">Takes its fields.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="form">The form.</param>
    /// <param name="options">What the endpoint says of its form.</param>
    /// <returns>The value or what is wrong; <see langword="null"/> when the request is answered: then there is nothing more to do.</returns>
    public static ValueTask<Form<T>?> BindAsync<T, TTarget>(HttpContext context, FormData form, FormReadOptions options)
        where TTarget : class, IFormTarget<T>, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var received = ReceivedForm.Of(context, options);
            return new(FormBinding.Bind<T, TTarget>(form, options.BindingOf(received), received.Services));
        }
        catch (FormException error)
        {
            return RefuseAsync<T>(context, error);
        }
    }

    /// <summary>The handler has ended well and given back what it was lent; now its result is written.</summary>
    /// <param name="context">The request.</param>
    /// <returns>To be disposed of when the result is written, or could not be.</returns>
    public static FormOutcome HandlerEnded(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context);
    }

    /// <summary>Answers a form with errors: 400, with all of them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="errors">What is wrong.</param>
    public static Task WriteErrorsAsync(HttpContext context, FormErrors errors)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(errors);
        return FormProblem.WriteAsync(context, errors);
    }

    private static async ValueTask<Form<T>?> RefuseAsync<T>(HttpContext context, FormException error)
    {
        await FormProblem.WriteAsync(context, error).ConfigureAwait(false);
        return null;
    }

    /// <summary>Refuses posts of other sites; whether the token of the form must be checked as well.</summary>
    private static ValueTask<bool> CheckSenderAsync(HttpContext context, FormReadOptions options)
    {
        if (CrossSiteCheck.IsSafe(context.Request.Method)) return new(false);
        if (context.Feature<IAntiforgeryValidationFeature>() is { IsValid: false }) throw FormRefusal.Antiforgery();

        var said = context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>();
        if (said is { RequiresValidation: false } || options.Antiforgery == Antiforgery.None) return new(false);
        if (said is { RequiresValidation: true } || options.Antiforgery == Antiforgery.Token)
            return new(context.Feature<IAntiforgeryValidationFeature>() is null);
        return CrossSiteCheck.IsOwn(context.Request) ? new(false) : CheckOriginAsync(context);
    }

    private static async ValueTask<bool> CheckOriginAsync(HttpContext context) =>
        await CrossSiteCheck.IsTrustedAsync(context).ConfigureAwait(false) ? false : throw FormRefusal.CrossSite();

    private static ValueTask CheckHeaderTokenAsync(HttpContext context)
    {
        var header = context.RequestServices.GetService<IOptions<AntiforgeryOptions>>()?.Value.HeaderName;
        return header is not null && context.Request.Headers.ContainsKey(header) ? CheckTokenAsync(context) : throw FormRefusal.Antiforgery();
    }

    private static async ValueTask CheckTokenAsync(HttpContext context)
    {
        var tokens = context.RequestServices.GetService<IAntiforgery>() ?? throw new InvalidOperationException(
            $"The endpoint '{context.GetEndpoint()?.DisplayName}' checks antiforgery tokens, which needs services.AddAntiforgery().");
        if (!await tokens.IsRequestValidAsync(context).ConfigureAwait(false)) throw FormRefusal.Antiforgery();
    }
}
