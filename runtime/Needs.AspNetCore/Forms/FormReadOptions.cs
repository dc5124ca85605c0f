using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Needs.Binding;

namespace Needs.AspNetCore;

/// <summary>What one endpoint says of its form. A limit that is 0 is the application's (<see cref="NeedsOptions.FormLimits"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormReadOptions
{
    private FormBindingOptions? _binding;

    /// <summary>Where fields come from; <see langword="null"/>: the body of POST, PUT and PATCH, the query of other methods.</summary>
    public FormSource? Source { get; init; }

    /// <summary>How posts of other sites are told from the application's own.</summary>
    public Antiforgery Antiforgery { get; init; }

    /// <summary>Whether text fields without text are fields.</summary>
    public bool KeepBlankValues { get; init; }

    /// <summary>Whether to refuse what the standard of urlencoded forms forgives, and fields that the type of a bound form does not have.</summary>
    public bool Strict { get; init; }

    /// <summary>What the names of a bound form begin with; <see langword="null"/>: nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>What becomes of a scalar of a bound form that was sent several times.</summary>
    public DuplicateValues Duplicates { get; init; }

    /// <summary>How many fields there may be, files included.</summary>
    public int MaxFields { get; init; }

    /// <summary>How many files there may be.</summary>
    public int MaxFiles { get; init; }

    /// <summary>How many bytes of UTF-8 the text of a field may have.</summary>
    public int MaxTextLength { get; init; }

    /// <summary>How many bytes of UTF-8 the names and texts of all fields may have together.</summary>
    public long MaxTotalTextLength { get; init; }

    /// <summary>How many bytes a file may have.</summary>
    public long MaxFileSize { get; init; }

    /// <summary>How many bytes the body may have.</summary>
    public long MaxBodySize { get; init; }

    /// <summary>Takes the files while they arrive; <see langword="null"/>: they are kept until the end of the request.</summary>
    public Func<IServiceProvider, IFormFileSink>? Sink { get; init; }

    /// <summary>A sink that is a service, or else is made for each request with services for its constructor.</summary>
    /// <typeparam name="TSink">The type of the sink.</typeparam>
    public static Func<IServiceProvider, IFormFileSink> SinkOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>()
        where TSink : class, IFormFileSink
        => static services => services.GetService<TSink>() ?? ActivatorUtilities.CreateInstance<TSink>(services);

    /// <summary>The same, with blank texts.</summary>
    internal FormReadOptions AsSent() => new() { Source = Source, KeepBlankValues = true };

    /// <summary>How a form of a request is bound: the same for all requests of an application.</summary>
    internal FormBindingOptions BindingOf(ReceivedForm form)
    {
        var limits = form.Settings.FormLimits;
        return _binding is { } known && known.Limits == limits ? known : _binding = new()
        {
            Prefix = Prefix,
            Duplicates = Duplicates,
            KeepBlankValues = KeepBlankValues,
            Strict = Strict,
            Limits = limits,
            TokenField = Strict ? form.Services.GetService<IOptions<AntiforgeryOptions>>()?.Value.FormFieldName : null,
        };
    }

    /// <summary>The application's limits, with those of the endpoint in their place.</summary>
    internal FormLimits Limit(FormLimits limits)
    {
        if (MaxFields == 0 && MaxFiles == 0 && MaxTextLength == 0 && MaxTotalTextLength == 0 && MaxFileSize == 0 && MaxBodySize == 0) return limits;

        var own = limits.Copy();
        if (MaxFields > 0) own.MaxFields = MaxFields;
        if (MaxFiles > 0) own.MaxFiles = MaxFiles;
        if (MaxTextLength > 0) own.MaxTextLength = MaxTextLength;
        if (MaxTotalTextLength > 0) own.MaxTotalTextLength = MaxTotalTextLength;
        if (MaxFileSize > 0) own.MaxFileSize = MaxFileSize;
        if (MaxBodySize > 0) own.MaxBodySize = MaxBodySize;
        return own;
    }
}
