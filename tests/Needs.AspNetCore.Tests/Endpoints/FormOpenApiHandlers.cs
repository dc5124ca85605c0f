using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/described/forms")]
public static partial class FormOpenApiHandlers
{
    [HttpPost("scalars"), NeedsForm]
    public static string Scalars(ScalarForm form) => form.ToString();

    [HttpPost("limits"), NeedsForm]
    public static string Limits(Form<LimitForm> form) => form.IsValid.ToString();

    [HttpPost("nested"), NeedsForm]
    public static string Nested(NestedForm form) => form.ToString();

    [HttpPost("prefixed")]
    public static string Prefixed([NeedsForm(Prefix = "order")] NamedForm form) => form.ToString();

    [HttpPost("files"), NeedsForm]
    public static string Files(FileForm form) => form.ToString();

    [HttpGet("query"), NeedsForm]
    public static string Query(SearchForm form) => form.ToString();

    [HttpPost("fan"), HttpGet("fan"), NeedsForm]
    public static string FansOut(Fan<Fan<Fan<Fan<Fan<Fan<Tree>>>>>> form) => form.ToString();

    [HttpPost("data"), NeedsForm]
    public static string Data(FormData form) => form.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public sealed record ScalarForm(
        string Text, char Letter, short Small, int Whole, long Large, double Number, decimal Money, bool Flag, DateOnly Day, TimeOnly Time,
        DateTime At, DateTimeOffset Moment, Guid Id, Uri Link, TimeSpan Lasts, Size Size, Toppings Toppings, int? Maybe, string? Note, int Count = 3);

    public enum Size
    {
        Small,
        [JsonStringEnumMemberName("x-large")]
        Huge,
    }

    [Flags]
    public enum Toppings
    {
        None = 0,
        Ham = 1,
    }

    public sealed record LimitForm(
        [Range(1, 9)] int Age,
        [Range(0.5, 2, MinimumIsExclusive = true)] double Share,
        [StringLength(20, MinimumLength = 2)] string Name,
        [MinLength(1), MaxLength(3)] string[] Tags,
        [RegularExpression("[a-z]+")] string Code,
        [EmailAddress, Description("Where \"we\" write")] string Mail,
        [Required] string? Must);

    public sealed record NamedForm([FromForm(Name = "zip-code")] string Zip, [property: JsonPropertyName("town")] string? City);

    public sealed record NestedForm(NamedForm Home, NamedForm? Work, List<NamedForm> Others, Dictionary<string, int> Amounts, Tree? Root, HashSet<Guid> Ids);

    public sealed record Fan<T>(T? A, T? B, T? C, T? D)
        where T : class;

    public sealed record Tree(string Label, List<Tree> Children);

    public sealed record FileForm(string Title, IFormFile Photo, List<UploadedFile> More, IFormFileCollection All, UploadedFile? Extra);

    public sealed record SearchForm(string Q, int? Page, string[] Tags, NamedForm? Near, List<NamedForm> Stops, Dictionary<string, int> Least);
}
