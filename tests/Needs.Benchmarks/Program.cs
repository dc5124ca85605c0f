using System.Globalization;
using Needs.Benchmarks;
using Needs.Benchmarks.EndToEnd;
using Needs.Benchmarks.Forms;
using Needs.Benchmarks.Reporting;

// The page is the same wherever it is written.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is [ContestantServer.Command, var served])
{
    await ContestantServer.RunAsync(served);
    return;
}

if (args is [FirstRequest.Argument, var contestant, var workload])
{
    await FirstRequest.AnswerAsync(contestant, workload);
    return;
}

// Chapters by name are printed; the page is written only from a run of all, so that its figures are of one machine and day.
var unknown = args.Except(Chapters.All.Select(chapter => chapter.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No chapter is called '{unknown[0]}'. There are: {string.Join(", ", Chapters.All.Select(chapter => chapter.Name))}.");
    Environment.Exit(2);
}

var reports = new List<(string, Report)>();
foreach (var chapter in Chapters.All.Where(chapter => args.Length == 0 || args.Contains(chapter.Name)))
{
    Console.WriteLine($"== {chapter.Name}, {DateTime.Now:HH:mm:ss}");
    var report = await chapter.RunAsync();
    reports.Add((chapter.Name, report));
    Console.WriteLine(Page.Text(chapter.Name, report));
    foreach (var target in report.Targets) Console.WriteLine(target);
    foreach (var sentence in report.Slower) Console.WriteLine($"Slower: {sentence}");
}

if (args.Length == 0) Page.Write(reports);
