namespace Needs.Generator;

/// <summary>A type parameter of a generic handler.</summary>
/// <param name="Name">As written in code.</param>
/// <param name="Constraints">What follows the colon of its <c>where</c> clause; null without constraints.</param>
/// <param name="Attributes">Each as the text between its brackets.</param>
internal sealed record TypeParameterSpec(string Name, string? Constraints, EquatableArray<string> Attributes);
