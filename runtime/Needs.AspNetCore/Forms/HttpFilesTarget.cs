using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Needs.Binding;

namespace Needs.AspNetCore;

/// <summary>The files of one name, not all of the request.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct HttpFilesTarget : IFormTarget<IFormFileCollection>
{
    private FormList<IFormFile, HttpFileTarget> _files;

    /// <inheritdoc/>
    public readonly bool IsPresent => _files.IsPresent;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding) => _files.Take(ref name, field, binding);

    /// <summary>Builds the collection; when nothing was sent it is empty.</summary>
    /// <inheritdoc/>
    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out IFormFileCollection value)
    {
        var areBuilt = _files.TryBuild(binding, member, out var files);
        value = null;
        if (!areBuilt) return false;
        var collection = new FormFileCollection();
        collection.AddRange(files!);
        value = collection;
        return true;
    }
}
