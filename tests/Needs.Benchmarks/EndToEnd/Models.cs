namespace Needs.Benchmarks.EndToEnd;

/// <summary>What is found by its key.</summary>
public sealed record Order(int Id, string Customer, decimal Total);

/// <summary>An order that was written in a transaction, with so many lines.</summary>
public sealed record Placed(int Number, int Lines);

/// <summary>One of the 64 rows of the large answer.</summary>
public sealed record Article(int Id, string Body);

public sealed record UploadForm(string Title, string Text);

public sealed record Stored(string Title, int Length);
