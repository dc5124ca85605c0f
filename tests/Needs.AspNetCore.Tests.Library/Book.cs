using System.Text.Json.Serialization;

namespace Needs.AspNetCore.Tests.Library;

/// <summary>A book.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">Its title.</param>
public sealed record Book(int Id, string Title);

/// <summary>JSON of this library, made by the compiler.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Book))]
[JsonSerializable(typeof(IAsyncEnumerable<Book>))]
public sealed partial class LibraryJson : JsonSerializerContext;
