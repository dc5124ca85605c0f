using System.Text;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Where uploaded files are, and that nothing is left of them.</summary>
[Collection(nameof(Uploads))]
public sealed class UploadTests
{
    private const int Threshold = 64 * 1024;

    [Theory]
    [InlineData(Threshold, 0)]
    [InlineData(Threshold + 1, 1)]
    [InlineData(1_000_000, 1)]
    public async Task File_IsInMemoryUpToTheThreshold(int length, int temporaryFiles)
    {
        var content = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
        await using (var exchange = Upload(content))
        {
            var form = await exchange.ReadAsync();

            Assert.Equal(temporaryFiles, Uploads.Open().Count);
            var file = Assert.IsType<UploadedFile>(Assert.Single(form!));
            Assert.Equal(length, file.Length);
            Assert.Equal(content, Encoding.Latin1.GetString(await file.ReadAllBytesAsync()));
            Assert.Equal(content, await new StreamReader(file.OpenReadStream()).ReadToEndAsync());
        }

        await Uploads.AssertNoneAsync();
    }

    [Fact]
    public async Task TemporaryFile_IsForTheApplicationOnly()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var exchange = Upload(new string('x', 100_000));

        _ = await exchange.ReadAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Uploads.Open())));
    }

    [Fact]
    public async Task TemporaryFileOfARefusedForm_IsGoneAtTheEnd()
    {
        await using (var exchange = Upload(new string('x', 100_000), "--xyz\r\nno header\r\n\r\n"))
            Assert.Equal("400 malformed", await exchange.DescribeAsync());

        await Uploads.AssertNoneAsync();
    }

    [Fact]
    public async Task FileOverTheLimit_LeavesNothingAtOnce()
    {
        await using var exchange = Upload(new string('x', 200_000));

        Assert.Equal("413 MaxFileSize", await exchange.DescribeAsync(new FormReadOptions { MaxFileSize = 150_000 }));
        await Uploads.AssertNoneAsync();
    }

    [Fact]
    public async Task FileAfterTheRequest_CanNotBeRead()
    {
        var exchange = Upload(new string('x', 100_000));
        var file = (UploadedFile)(await exchange.ReadAsync())![0];
        var open = file.OpenReadStream();
        await exchange.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(file.OpenReadStream);
        Assert.Throws<ObjectDisposedException>(() => open.ReadByte());
    }

    [Fact]
    public async Task Streams_HavePositionsOfTheirOwn()
    {
        await using var exchange = Upload("0123456789" + new string('x', 100_000));
        var file = (UploadedFile)(await exchange.ReadAsync())![0];
        using var first = file.OpenReadStream();
        using var second = file.OpenReadStream();

        first.Seek(5, SeekOrigin.Begin);
        second.Seek(-100_003, SeekOrigin.End);

        Assert.Equal('5', first.ReadByte());
        Assert.Equal('7', second.ReadByte());
        Assert.Equal('6', first.ReadByte());
        Assert.False(first.CanWrite);
        Assert.Throws<NotSupportedException>(() => first.SetLength(0));
    }

    [Fact]
    public async Task Sink_ReceivesTheFileWithoutAnyBuffering()
    {
        var sink = new Sink();
        await using (var exchange = Upload(new string('x', 100_000)))
        {
            var form = await exchange.ReadAsync(new FormReadOptions { Sink = _ => sink });

            Assert.Empty(Uploads.Open());
            var file = Assert.IsType<UploadedFile>(Assert.Single(form!));
            Assert.Equal((100_000, "x.bin"), (file.Length, file.FileName));
            Assert.Throws<InvalidOperationException>(file.OpenReadStream);
            FormReader.HandlerEnded(exchange.Context).Dispose();
        }

        Assert.Equal("open f x.bin application/x-test; write 100000; close", sink.Log);
    }

    [Theory]
    [InlineData("--xyz\r\nno header\r\n\r\n")]
    [InlineData("")]
    public async Task SinkOfARefusedForm_DiscardsAfterClosing(string end)
    {
        var sink = new Sink();
        await using (var exchange = Upload("12345", end))
            Assert.Equal("400 malformed", await exchange.DescribeAsync(new FormReadOptions { Sink = _ => sink }));

        Assert.EndsWith("close; discard x.bin", sink.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status303SeeOther, "")]
    [InlineData(StatusCodes.Status400BadRequest, "; discard x.bin")]
    [InlineData(StatusCodes.Status500InternalServerError, "; discard x.bin")]
    public async Task SinkOfARequestThatFailsLater_Discards(int status, string expected)
    {
        var sink = new Sink();
        await using (var exchange = Upload("12345"))
        {
            _ = await exchange.ReadAsync(new FormReadOptions { Sink = _ => sink });
            using var outcome = FormReader.HandlerEnded(exchange.Context);
            exchange.Context.Response.StatusCode = status;
        }

        Assert.Equal("open f x.bin application/x-test; write 5; close" + expected, sink.Log);
    }

    [Fact]
    public async Task SinkThatFails_IsTheApplicationsErrorAndNotTheClients()
    {
        await using var exchange = Upload("12345");

        await Assert.ThrowsAsync<IOException>(async () => await exchange.ReadAsync(new FormReadOptions { Sink = _ => new FullSink() }));
    }

    /// <summary>A form with one file; <paramref name="end"/> takes the place of its last boundary.</summary>
    private static FormExchange Upload(string content, string? end = null) => new(
        MultipartBodies.ContentType,
        $"--xyz\r\n{MultipartBodies.Part("name=\"f\"; filename=\"x.bin\"", content, "Content-Type: application/x-test\r\n")}\r\n{end ?? "--xyz--\r\n"}");

    private sealed class Sink : IFormFileSink
    {
        private readonly List<string> _log = [];

        public string Log => string.Join("; ", _log);

        public ValueTask<Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken)
        {
            _log.Add($"open {file.Name} {file.FileName} {file.ContentType}");
            return new(new Target(this));
        }

        public ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken)
        {
            _log.Add($"discard {file.FileName}");
            return ValueTask.CompletedTask;
        }

        private sealed class Target(Sink sink) : MemoryStream
        {
            protected override void Dispose(bool disposing)
            {
                if (CanWrite) sink._log.AddRange([$"write {Length}", "close"]);
                base.Dispose(disposing);
            }
        }
    }

    private sealed class FullSink : IFormFileSink
    {
        public ValueTask<Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken) => throw new IOException("The disk is full.");

        public ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
