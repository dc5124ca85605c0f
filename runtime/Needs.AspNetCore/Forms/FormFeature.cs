using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Needs.AspNetCore;

/// <summary>Shows the form that was read to <c>Request.Form</c>, and so to whatever else of the application looks at it.</summary>
internal sealed class FormFeature(FormData form) : IFormFeature
{
    private IFormCollection? _form;

    public bool HasFormContentType => true;

    public IFormCollection? Form
    {
        get => _form ??= Collect(form);
        set => _form = value;
    }

    public IFormCollection ReadForm() => Form!;

    public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => Task.FromResult(Form!);

    private static FormCollection Collect(FormData form)
    {
        var texts = new KeyValueAccumulator();
        var files = new FormFileCollection();
        foreach (var field in form.Filter(FormSource.Body, keepBlankValues: true))
        {
            if (field is UploadedFile file) files.Add(new ReceivedFile(file));
            else texts.Append(field.Name, field.Value);
        }

        return new FormCollection(texts.GetResults(), files);
    }
}
