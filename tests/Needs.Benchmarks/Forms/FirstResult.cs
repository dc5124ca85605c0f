using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>What the first request of a process costs each contestant.</summary>
internal sealed class FirstResult(Workload workload, IReadOnlyList<IReadOnlyList<FirstRequest>> requests)
{
    private readonly Dictionary<string, IReadOnlyList<FirstRequest>> _requests =
        Contestant.All.Zip(requests).ToDictionary(request => request.First, request => request.Second);

    public Workload Workload => workload;

    public Sample Total(string contestant) => new(_requests[contestant].Select(request => request.Total));

    public Sample Alone(string contestant) => new(_requests[contestant].Select(request => request.Alone));
}
