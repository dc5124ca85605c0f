namespace Needs.Testing.Faults;

/// <summary>What the proxy does with those who connect from now on.</summary>
public enum Arrival
{
    Forwarded,

    /// <summary>Nobody listens at the port.</summary>
    Refused,

    /// <summary>Accepted, and reset at once.</summary>
    Reset,

    /// <summary>Accepted, and never answered.</summary>
    Swallowed,
}
