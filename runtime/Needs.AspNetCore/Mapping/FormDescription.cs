namespace Needs.AspNetCore;

/// <summary>Metadata of an endpoint that takes a typed form: how API descriptions show it.</summary>
/// <param name="operation">The part of an operation of OpenAPI 3.1, as JSON: <c>requestBody</c> or <c>parameters</c>.</param>
public sealed class FormDescription(string operation)
{
    /// <summary>The part of an operation of OpenAPI 3.1, as JSON: <c>requestBody</c>, or <c>parameters</c> when the query is the form.</summary>
    public string Operation { get; } = operation;
}
