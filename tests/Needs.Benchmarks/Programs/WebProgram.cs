namespace Needs.Benchmarks.Programs;

/// <summary>A web program that is there to be started.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="File">An assembly, or an executable that needs no framework.</param>
/// <param name="Arguments">What it is started with.</param>
internal sealed record WebProgram(string Name, string File, params string[] Arguments)
{
    public string Folder => Path.GetDirectoryName(File)!;

    public string Assembly => Path.ChangeExtension(File, "dll");
}
