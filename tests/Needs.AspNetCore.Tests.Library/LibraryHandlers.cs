using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Library;

/// <summary>Handlers of every kind, in a library that another project maps.</summary>
[Route("/library")]
public static partial class LibraryHandlers
{
    /// <summary>One book.</summary>
    [HttpGet("books/{id:int}"), NeedsDb]
    public static Book? Find(DbConnection db, int id, string? language = null) => id == 0 ? null : new Book(id, language ?? "none");

    /// <summary>One book, asynchronously.</summary>
    [HttpGet("books/{id:int}/async"), NeedsDb]
    public static async Task<Book?> FindAsync(DbConnection db, int id, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        return new Book(id, "async");
    }

    /// <summary>A new book, in a transaction.</summary>
    [HttpPost("books"), NeedsDb(Transaction = true)]
    public static Results<Ok<Book>, BadRequest> Add(DbConnection db, DbTransaction transaction, Book book) =>
        book is null ? TypedResults.BadRequest() : TypedResults.Ok(book);

    /// <summary>All books.</summary>
    [HttpGet("books"), NeedsDb]
    public static async IAsyncEnumerable<Book> All(
        DbConnection db, [FromQuery] int[] id, DayOfWeek? day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < id?.Length; i++) yield return new Book(id[i], day?.ToString() ?? "any");
    }

    /// <summary>A text, from a service.</summary>
    [HttpGet("text"), NeedsDb]
    internal static string Text(DbConnection db, [FromServices] TimeProvider time, [FromHeader(Name = "X-Since")] DateOnly? since) =>
        $"{time is not null} {since:o}";

    /// <summary>Two databases.</summary>
    [HttpGet("two"), NeedsDb]
    internal static async ValueTask<IResult> Two(DbConnection db, [NeedsDb("reporting")] DbConnection report)
    {
        await Task.Yield();
        return TypedResults.Text("two");
    }
}

/// <summary>An object that is built for each request.</summary>
/// <param name="services">The services.</param>
[Authorize]
[Route("/library/instance")]
public sealed partial class LibraryInstance(IServiceProvider services) : IDisposable
{
    /// <summary>For nobody without a name.</summary>
    [HttpGet(""), NeedsDb]
    public string Get(DbConnection db) => services.GetRequiredService<TimeProvider>().ToString()!;

    /// <summary>For everybody.</summary>
    [HttpGet("open"), NeedsDb, AllowAnonymous]
    public string Open(DbConnection db) => nameof(Open);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);
}
