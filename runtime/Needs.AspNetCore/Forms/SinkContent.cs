namespace Needs.AspNetCore;

/// <summary>Content that went to a sink.</summary>
internal sealed class SinkContent(long length) : FormFileContent
{
    public override long Length => length;

    public override Stream OpenRead() => throw new InvalidOperationException(
        "The content of this file went to the IFormFileSink of its handler while it arrived: read it from where that put it.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
