namespace Needs;

/// <summary>What becomes of a member for one value when a form has several of its name.</summary>
public enum DuplicateValues
{
    /// <summary>It is an error: two parts of an application could read two different values.</summary>
    Error,

    /// <summary>The value that was sent first is taken.</summary>
    First,

    /// <summary>The value that was sent last is taken.</summary>
    Last,
}
