using System.Data.Common;

namespace Needs.Testing;

/// <summary>What the fake driver throws.</summary>
public sealed class FakeDbException(string message) : DbException(message);
