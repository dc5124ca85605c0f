using System.Collections.Concurrent;
using System.Text;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Made for each request with what it needs; keeps what it was sent in the store.</summary>
public sealed class MemorySink(MemorySink.Store store) : IFormFileSink
{
    public ValueTask<Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        store.Files[file] = content;
        return new(content);
    }

    public ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken)
    {
        Assert.True(store.Files.TryRemove(file, out _));
        return ValueTask.CompletedTask;
    }

    public sealed class Store
    {
        public ConcurrentDictionary<FormFileInfo, MemoryStream> Files { get; } = [];

        /// <summary>Waits until it keeps this: what is not accepted is discarded when its request is over, after the answer.</summary>
        public async Task AssertBecomesAsync(string expected)
        {
            for (var tries = 0; ToString() != expected && tries < 6000; tries++) await Task.Delay(10);
            Assert.Equal(expected, ToString());
        }

        public override string ToString() =>
            string.Join('&', Files.Select(file => $"{file.Key.Name}=<{file.Key.SafeFileName}|{Encoding.Latin1.GetString(file.Value.ToArray())}>").Order());
    }
}
