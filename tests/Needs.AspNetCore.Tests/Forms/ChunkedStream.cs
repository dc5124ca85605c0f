namespace Needs.AspNetCore.Tests.Forms;

/// <summary>A body that arrives in pieces: up to each of the given positions, then as the reader asks for it.</summary>
internal sealed class ChunkedStream(byte[] bytes, params int[] positions) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var next = Array.Find(positions, position => position > Position);
        return base.ReadAsync(next == 0 ? buffer : buffer[..Math.Min(buffer.Length, next - (int)Position)], cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
