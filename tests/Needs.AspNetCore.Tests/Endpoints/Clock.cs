namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>A service, for handlers that need one.</summary>
public interface IClock
{
    string Now { get; }
}

internal sealed record Clock(string Now) : IClock;
