using Needs.Testing.Http;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Reads eight megabytes at 40 KB/s; it goes before it has all.</summary>
internal sealed class SlowDownload(Uri address) : SlowClient
{
    private readonly SlowReader _reader = new(address, "/articles");

    public override Task Begun => _reader.FirstLine;

    public override async Task<bool> EndAsync() => _reader.FirstLine.IsCompletedSuccessfully && await _reader.FirstLine == "HTTP/1.1 200 OK" && _reader.IsReading;

    public override void Dispose() => _reader.Dispose();
}
