using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Content of a file that another part of the application received, which also disposes of it.</summary>
internal sealed class ForeignContent(IFormFile file) : FormFileContent
{
    public override long Length => file.Length;

    public override Stream OpenRead() => file.OpenReadStream();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
