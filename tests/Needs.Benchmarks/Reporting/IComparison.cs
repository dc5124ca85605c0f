namespace Needs.Benchmarks.Reporting;

/// <summary>One chapter of docs/benchmarks.md: something of Needs beside what its users would do instead, in one run.</summary>
internal interface IComparison
{
    /// <summary>What the chapter is called in the page's marks, in the names of its plots and on the command line.</summary>
    string Name { get; }

    Task<Report> RunAsync();
}
