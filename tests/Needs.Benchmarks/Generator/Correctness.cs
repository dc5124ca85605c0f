using Needs.Testing;

namespace Needs.Benchmarks.Generator;

/// <summary>What must hold before anything is measured.</summary>
internal static class Correctness
{
    /// <summary>All contestants write the same files.</summary>
    public static void CheckContestants(Editor editor)
    {
        var expected = Files(editor, Contestant.Needs);
        foreach (var contestant in Contestant.Writing)
        {
            if (!SameFiles(expected, Files(editor, contestant))) throw new InvalidOperationException($"'{contestant.Name}' writes something else.");
        }
    }

    /// <summary>What is kept is kept, and what is written is what a first run over the edited code writes.</summary>
    public static void CheckEdit(Editor editor, Edit edit)
    {
        var edited = editor.Edited(edit, 0);
        var driver = editor.Drive(Contestant.Needs, isTracked: true).RunGenerators(edited);
        var written = IncrementalSteps.Of(driver).Outputs.Count(output => !output.IsUnchanged);
        if (written != edit.Written) throw new InvalidOperationException($"After an edit of {edit.Name} {written} files were written, not {edit.Written}.");

        var anew = Editor.Drive(Contestant.Needs, edited);
        if (!SameFiles(GeneratorResult.TextsOf(anew.GetRunResult().Results[0]), GeneratorResult.TextsOf(driver.GetRunResult().Results[0])))
            throw new InvalidOperationException($"After an edit of {edit.Name} there is something else than after a first run.");
    }

    private static Dictionary<string, string> Files(Editor editor, Contestant contestant) =>
        GeneratorResult.TextsOf(editor.Drive(contestant).GetRunResult().Results[0]);

    private static bool SameFiles(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && left.All(file => right.TryGetValue(file.Key, out var text) && text == file.Value);
}
