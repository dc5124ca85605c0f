namespace Needs.Generator;

/// <summary>The steps of the pipeline whose caching is tested.</summary>
internal static class TrackingNames
{
    public const string Parsed = nameof(Parsed);
    public const string Handlers = nameof(Handlers);
    public const string AmbiguousNames = nameof(AmbiguousNames);

    public const string Endpoints = nameof(Endpoints);
    public const string MappedHandlers = nameof(MappedHandlers);
    public const string Assembly = nameof(Assembly);

    public const string Forms = nameof(Forms);
    public const string FormTypes = nameof(FormTypes);
    public const string FormEnums = nameof(FormEnums);

    public static IReadOnlyList<string> All { get; } = [Parsed, Handlers, AmbiguousNames, Endpoints, MappedHandlers, Assembly, Forms, FormTypes, FormEnums];
}
