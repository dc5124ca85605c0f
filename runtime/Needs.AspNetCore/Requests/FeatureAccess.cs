using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Features of a request by their type: a generic method of an interface would be looked up anew by each call.</summary>
internal static class FeatureAccess
{
    public static TFeature? Feature<TFeature>(this HttpContext context)
        where TFeature : class
        => context.Features[typeof(TFeature)] as TFeature;
}
