using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Needs.AspNetCore;

/// <summary>One bound parameter, as API descriptions read it.</summary>
internal sealed class ParameterBinding(string name, ParameterInfo parameter) : IParameterBindingMetadata
{
    public string Name { get; } = name;

    public ParameterInfo ParameterInfo { get; } = parameter;

    public bool HasTryParse { get; init; }

    public bool HasBindAsync { get; init; }

    public bool IsOptional { get; init; }

    /// <summary>Whether it is read from the body.</summary>
    public bool IsBody { get; init; }
}
