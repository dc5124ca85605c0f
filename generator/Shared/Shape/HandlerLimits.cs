using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// What <c>[NeedsDb]</c> says of a handler as a whole, on whichever of its attributes it stands: NEEDS027. 0 where nothing is said.
/// </summary>
/// <param name="Retries">How often it is run again.</param>
/// <param name="MaxConcurrency">How many of it may hold connections at a time.</param>
/// <param name="WaitMilliseconds">How long it waits for one.</param>
internal sealed record HandlerLimits(int Retries, int MaxConcurrency, int WaitMilliseconds)
{
    public const string RetriesName = "Retries";

    private const int MostRetries = 10;

    public static readonly HandlerLimits None = new(0, 0, 0);

    public static HandlerLimits Read(IMethodSymbol method, ImmutableArray<ShapeProblem>.Builder problems)
    {
        var settings = Numbers(method);
        return settings.Count == 0 ? None : new(
            Read(RetriesName, 0, MostRetries), Read("MaxConcurrency", 0, int.MaxValue), Read("WaitMilliseconds", 0, int.MaxValue));

        int Read(string name, int least, int most)
        {
            int? said = null;
            foreach (var setting in settings)
            {
                if (setting.Name != name) continue;
                if (setting.Value < least || setting.Value > most)
                    Refuse(setting, most == int.MaxValue ? "it must be 0, which sets none, or more" : $"it must be from {least} to {most}");
                else if (said is { } before && before != setting.Value)
                    Refuse(setting, $"another [NeedsDb] of the handler says {before}, and there is one for all of its connections");
                said ??= setting.Value;
            }

            return said ?? 0;
        }

        void Refuse(Setting setting, string why) => problems.Add(new(
            DiagnosticIds.UnusableLimit, setting.Attribute.PlaceOf(setting.Name) ?? method.Locations.FirstOrDefault() ?? Location.None,
            setting.Name, method.Name, setting.Value.ToString(CultureInfo.InvariantCulture), why));
    }

    private static List<Setting> Numbers(IMethodSymbol method)
    {
        var numbers = new List<Setting>();
        foreach (var attribute in HandlerAttributes.Of(method))
        {
            if (!attribute.AttributeClass.IsNeedsDb()) continue;
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Value is { Kind: TypedConstantKind.Primitive, Value: int value }) numbers.Add(new(attribute, argument.Key, value));
            }
        }

        return numbers;
    }

    private readonly record struct Setting(AttributeData Attribute, string Name, int Value);
}
