using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Puts uploaded files where they go: to the sink of the endpoint, or into memory and past a threshold into a temporary file.</summary>
internal sealed class FormUploads(FormLimits limits, IFormFileSink? sink, HttpContext context)
{
    private const int BlockSize = 16 * 1024;

    private readonly List<FormFileInfo> _sent = [];

    /// <exception cref="FormException">The file is too large, or its part malformed.</exception>
    public ValueTask<UploadedFile> ReceiveAsync(FormFileInfo file, Stream content, CancellationToken ct) =>
        sink is null ? StoreAsync(file, content, ct) : SendAsync(sink, file, content, ct);

    /// <summary>Takes back what the sink was given.</summary>
    public async Task DiscardAsync()
    {
        foreach (var file in _sent)
        {
            try
            {
                await sink!.DiscardAsync(file, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                context.Logger().UploadNotDiscarded(error);
            }
        }

        _sent.Clear();
    }

    private async ValueTask<UploadedFile> SendAsync(IFormFileSink receiver, FormFileInfo file, Stream content, CancellationToken ct)
    {
        var target = await receiver.OpenAsync(file, ct).ConfigureAwait(false);
        _sent.Add(file);
        await using (target.ConfigureAwait(false))
        {
            var length = await CopyAsync(content, target.WriteAsync, ct).ConfigureAwait(false);
            return new UploadedFile(file.Name, file.FileName, new SinkContent(length), file.Part);
        }
    }

    private async ValueTask<UploadedFile> StoreAsync(FormFileInfo file, Stream content, CancellationToken ct)
    {
        using var memory = new PooledBytes();
        TempFile? temporary = null;
        try
        {
            await CopyAsync(content, KeepAsync, ct).ConfigureAwait(false);
            if (temporary is not null) await temporary.AppendAsync(memory.Written, ct).ConfigureAwait(false);
            FormFileContent kept = temporary is null ? FormFileContent.FromBytes(memory.Written.ToArray()) : new TempFileContent(temporary);
            return new UploadedFile(file.Name, file.FileName, kept, file.Part);
        }
        catch
        {
            temporary?.Dispose();
            throw;
        }

        async ValueTask KeepAsync(ReadOnlyMemory<byte> block, CancellationToken cancellation)
        {
            memory.Append(block.Span);
            if (memory.Length <= limits.MemoryThreshold) return;

            // Not piece by piece: they are small, and each write is a turn of another thread.
            temporary ??= TempFile.Create();
            await temporary.AppendAsync(memory.Written, cancellation).ConfigureAwait(false);
            memory.Length = 0;
        }
    }

    private async ValueTask<long> CopyAsync(Stream content, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken ct)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var length = 0L;
            while (await PartStream.ReadAsync(content, block, ct).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > limits.MaxFileSize) throw FormException.OverLimit(nameof(FormLimits.MaxFileSize), limits.MaxFileSize);
                await write(block.AsMemory(0, read), ct).ConfigureAwait(false);
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
