namespace Needs.Generator;

/// <summary>All that one look at a handler yields. The parts feed outputs of their own, so each is cached for itself.</summary>
internal sealed record ParsedHandler(HandlerSpec Handler);
