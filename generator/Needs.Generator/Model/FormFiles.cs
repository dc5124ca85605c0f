using System.Collections.Immutable;

namespace Needs.Generator;

/// <summary>The files that the forms of all handlers need, each once.</summary>
/// <param name="Types">Those of objects.</param>
/// <param name="Enums">Those of enums.</param>
internal sealed record FormFiles(EquatableArray<UploadedFile<FormTypeSpec>> Types, EquatableArray<UploadedFile<FormEnumSpec>> Enums)
{
    public static FormFiles Of(ImmutableArray<FormSpec> forms) => new(
        Distinct(forms.SelectMany(form => form.Types), type => type.ClassName),
        Distinct(forms.SelectMany(form => form.Enums), type => type.ClassName));

    private static EquatableArray<UploadedFile<T>> Distinct<T>(IEnumerable<T> specs, Func<T, string> name)
        where T : IEquatable<T>
    {
        var byName = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var spec in specs) byName[name(spec)] = spec;
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return byName.Select(pair => new UploadedFile<T>(HintName(pair.Key, files), pair.Value)).ToEquatableArray();
    }

    /// <summary>As the class is called; where case alone tells two apart, with a hash: the files must differ without it.</summary>
    private static string HintName(string className, HashSet<string> files)
    {
        var name = $"{FormClassNames.Namespace}.{className}";
        if (!files.Add(name)) name += $"-{StableHash.Of(className):x8}";
        return name + HintNames.Ending;
    }
}

/// <summary>One of the files.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Spec">What is in it.</param>
internal sealed record UploadedFile<T>(string HintName, T Spec)
    where T : IEquatable<T>;
