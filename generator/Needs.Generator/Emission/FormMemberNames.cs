namespace Needs.Generator;

/// <summary>The names that a generated form class declares for one member.</summary>
/// <param name="Target">The field that takes its fields.</param>
/// <param name="Facts">The static field with what is known of it.</param>
/// <param name="Local">The local variable that holds its value.</param>
/// <param name="Built">The one that holds the value as the target builds it.</param>
/// <param name="IsBuilt">The one that says whether there is a value.</param>
/// <param name="Comparison">The static field with its comparison.</param>
/// <param name="Setter">The method that calls its <c>init</c> accessor.</param>
internal sealed record FormMemberNames(string Target, string Facts, string Local, string Built, string IsBuilt, string Comparison, string Setter)
{
    private static readonly string[] Own = ["binding", "member", "value", "isBuilt", "failures", "Facts", "IsPresent", "Take", "TryBuild"];

    /// <summary>Names for all members, none of them twice.</summary>
    public static IReadOnlyList<FormMemberNames> Of(FormTypeSpec type)
    {
        var taken = new HashSet<string>(Own, StringComparer.Ordinal) { type.ClassName };
        return [.. type.Members.Select(member => Of(member.Name, taken))];
    }

    private static FormMemberNames Of(string name, HashSet<string> taken)
    {
        var camel = char.ToLowerInvariant(name[0]) + name.Substring(1);
        var pascal = char.ToUpperInvariant(name[0]) + name.Substring(1);
        return new(
            New("_" + camel),
            New(pascal + "Member"),
            Identifiers.Escape(New(camel)),
            New("built" + pascal),
            New("is" + pascal),
            New(pascal + "Comparison"),
            New("Set" + pascal));

        string New(string wanted)
        {
            var free = wanted;
            for (var number = 2; !taken.Add(free); number++) free = wanted + number;
            return free;
        }
    }
}
