using Microsoft.AspNetCore.Authorization;

namespace Needs.AspNetCore.Tests.Library;

/// <summary>Protects what derives from it.</summary>
[InternalAuthorize]
public abstract class ProtectedBase;

/// <summary>Protects, and can't be named elsewhere.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class InternalAuthorizeAttribute : AuthorizeAttribute;
