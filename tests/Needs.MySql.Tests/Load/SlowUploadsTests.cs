using System.Net;
using System.Net.Http.Headers;

namespace Needs.MySql.Tests.Load;

[Collection(LoadCollection.Name)]
public sealed class SlowUploadsTests : IAsyncLifetime
{
    private const int SlowUploads = LoadApplication.PoolSize + 2;
    private LoadApplication _application = null!;

    public async Task InitializeAsync() => _application = await LoadApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task MoreSlowUploadsThanConnections_HoldNoneUntilTheyAreComplete()
    {
        using var client = new HttpClient { BaseAddress = _application.Address };
        var bodies = Enumerable.Range(0, SlowUploads).Select(_ => new SlowBody()).ToArray();
        var uploads = bodies.Select(body => client.PostAsync("/upload", body)).ToArray();
        await Task.WhenAll(bodies.Select(body => body.Begun)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _application.Database.LeaseCount);
        Assert.Equal("7", await client.GetStringAsync("/fast").WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain(uploads, upload => upload.IsCompleted);

        foreach (var body in bodies) body.Finish();
        foreach (var answer in await Task.WhenAll(uploads))
            Assert.Equal((HttpStatusCode.OK, "7 3"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>JSON of which the second half comes when the test says so.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        public Task Begun => _begun.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("""{"id":1,"""u8.ToArray());
            await stream.FlushAsync();
            _begun.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(""" "text":"abc"}"""u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
