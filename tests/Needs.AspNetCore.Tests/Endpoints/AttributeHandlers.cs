using System.ComponentModel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs.AspNetCore.Tests.Library;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/attributes/open")]
public static partial class OpenHandlers
{
    [HttpGet("free"), NeedsDb]
    public static string Free(FakeConnection db) => "free";

    [HttpGet("closed"), NeedsDb, Authorize, Tags("one", "two"), Labelled(Labels.First | Labels.Second, typeof(List<string>), "a\"b", null, Numbers = [1, 2])]
    public static string Closed(FakeConnection db) => "closed";
}

[Authorize]
[Labelled(Labels.First, typeof(int), "type")]
[Route("/attributes/closed")]
public static partial class ClosedHandlers
{
    [HttpGet("inherits"), NeedsDb]
    public static string Inherits(FakeConnection db) => "inherits";

    [HttpGet("anonymous"), NeedsDb, AllowAnonymous]
    public static string Anonymous(FakeConnection db) => "anonymous";

    [HttpGet("own"), NeedsDb, Labelled(Labels.Second, typeof(string), "method")]
    public static string Own(FakeConnection db) => "own";

    public static partial class Inner
    {
        [HttpGet("/attributes/inner"), NeedsDb]
        public static string Nested(FakeConnection db) => "nested";
    }
}

[Authorize, TypeOnly("base"), Description("not inherited when its usage says so"), NotInherited]
public abstract class ClosedBase;

[Route("/attributes/derived")]
public sealed partial class DerivedHandlers : ClosedBase
{
    [HttpGet(""), NeedsDb]
    public string Get(FakeConnection db) => "derived";
}

[AdminsOnly]
[Route("/attributes/admins")]
public static partial class AdminHandlers
{
    [HttpGet(""), NeedsDb]
    public static string Get(FakeConnection db) => "admins";
}

/// <summary>Is protected by an attribute that only the library it comes from can name.</summary>
[Route("/attributes/hidden")]
public sealed partial class HiddenProtection : ProtectedBase
{
    [HttpGet(""), NeedsDb]
    public string Get(FakeConnection db) => "hidden";
}

[Flags]
public enum Labels
{
    None = 0,
    First = 1,
    Second = 2,
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LabelledAttribute(Labels labels, Type type, params string?[] texts) : Attribute
{
    public Labels Labels { get; } = labels;

    public Type Type { get; } = type;

    public IReadOnlyList<string?> Texts { get; } = texts;

    public int[] Numbers { get; set; } = [];
}

/// <summary>Protects a type and can stand nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminsOnlyAttribute : AuthorizeAttribute
{
    public AdminsOnlyAttribute() => Roles = "admins";
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class TypeOnlyAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class NotInheritedAttribute : Attribute;
