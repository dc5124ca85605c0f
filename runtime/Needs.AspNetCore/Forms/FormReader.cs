using System.ComponentModel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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
        catch (Exception error) when (RequestAbort.Explains(context, error))
        {
            RequestAbort.End(context, error);
        }
        catch (FormException error)
        {
            await FormProblem.WriteAsync(context, error).ConfigureAwait(false);
        }
        catch (FormRefusal error)
        {
            await FormProblem.WriteAsync(context, error).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error)
        {
            await FormProblem.WriteAsync(context, FormRefusal.Server(error.StatusCode)).ConfigureAwait(false);
        }

        return null;
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

    private static async ValueTask CheckTokenAsync(HttpContext context)
    {
        var tokens = context.RequestServices.GetService<IAntiforgery>() ?? throw new InvalidOperationException(
            $"The endpoint '{context.GetEndpoint()?.DisplayName}' checks antiforgery tokens, which needs services.AddAntiforgery().");
        if (!await tokens.IsRequestValidAsync(context).ConfigureAwait(false)) throw FormRefusal.Antiforgery();
    }
}
