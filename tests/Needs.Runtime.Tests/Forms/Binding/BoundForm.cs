using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Binds forms that are written as text, and writes what became of them.</summary>
internal static class BoundForm
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IncludeFields = true };

    /// <summary>Binds the fields of one member, <c>v</c>.</summary>
    public static string OfMember<T, TTarget>(string fields, FormBindingOptions? options = null)
        where TTarget : struct, IFormTarget<T> => Of<T, MemberTarget<T, TTarget>>(fields, options);

    public static string Of<T, TTarget>(string fields, FormBindingOptions? options = null)
        where TTarget : class, IFormTarget<T>, new() => Describe(FormBinding.Bind<T, TTarget>(Parse(fields), options ?? new()));

    /// <summary>The value as JSON, or fields and codes of the errors.</summary>
    public static string Describe<T>(Form<T> form) => form.Errors.Count == 0
        ? JsonSerializer.Serialize(form.Value, Json)
        : string.Join(", ", form.Errors.Select(error => $"{error.Field}: {error.Code}"));

    /// <summary>The messages of the errors.</summary>
    public static string Messages<T>(Form<T> form) => string.Join(" | ", form.Errors.Select(error => error.Message));

    /// <param name="fields">An urlencoded body; with a query and <c>|</c> before it, if there is one.</param>
    public static FormData Parse(string fields)
    {
        var parts = fields.Split('|');
        var form = parts.Length == 1 ? new FormData() : UrlEncodedForm.ParseQuery(parts[0]);
        foreach (var field in UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(parts[^1]))) form.Add(field);
        return form;
    }
}
