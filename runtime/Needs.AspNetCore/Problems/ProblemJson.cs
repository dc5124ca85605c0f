using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>JSON metadata of problem details, so that answering needs nothing of the application's own configuration.</summary>
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ProblemJson : JsonSerializerContext;
