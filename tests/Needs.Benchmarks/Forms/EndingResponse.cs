using Microsoft.AspNetCore.Http.Features;

namespace Needs.Benchmarks.Forms;

/// <summary>A response that has an end without a server: temporary files are deleted then.</summary>
internal sealed class EndingResponse : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();

    public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task EndAsync()
    {
        while (_completed.TryPop(out var completed)) await completed.Callback(completed.State);
    }
}
