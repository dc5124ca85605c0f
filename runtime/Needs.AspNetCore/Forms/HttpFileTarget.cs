using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Needs.Binding;

namespace Needs.AspNetCore;

/// <summary>A file, as ASP.NET Core shows it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct HttpFileTarget : IFormTarget<IFormFile>
{
    private FormFileTarget _file;

    /// <inheritdoc/>
    public static bool IsScalar => true;

    /// <inheritdoc/>
    public readonly bool IsPresent => _file.IsPresent;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding) => _file.Take(ref name, field, binding);

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out IFormFile value)
    {
        value = _file.TryBuild(binding, member, out var file) ? new ReceivedFile(file) : null;
        return value is not null;
    }
}
