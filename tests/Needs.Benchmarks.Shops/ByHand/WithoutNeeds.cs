namespace Needs;

/// <summary>The marks on Storefront's handlers, without a meaning: so their sources compile here, and nothing of Needs is in this program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsDbAttribute : Attribute
{
    public bool Transaction { get; init; }

    public int Retries { get; init; }
}
