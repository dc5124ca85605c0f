using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>Answers each form of the page with what was bound.</summary>
public static partial class PageHandlers
{
    [NeedsForm] internal static Trip Trip(Trip form) => form;
    [NeedsForm] internal static Profile Profile(Profile form) => form;
    [NeedsForm] internal static Cart Cart(Cart form) => form;
    [NeedsForm] internal static Shirt Shirt(Shirt form) => form;
    [NeedsForm] internal static Contact Contact(Contact form) => form;
    [NeedsForm] internal static SignUp SignUp(SignUp form) => form;
    [NeedsForm] internal static string Account(Account form) => $"{form.Name} {form.IsAdmin} {form.Balance}";
    [NeedsForm] internal static Search Search(Search form) => form;
    [NeedsForm(Prefix = "search")] internal static Search WithPrefix(Search form) => form;
    [NeedsForm(Duplicates = DuplicateValues.Last)] internal static Search TakesLast(Search form) => form;
    [NeedsForm(Strict = true)] internal static Search IsStrict(Search form) => form;
    [NeedsForm(KeepBlankValues = true)] internal static Search KeepsBlanks(Search form) => form;
    [NeedsForm(Source = FormSource.Both)] internal static Search FromBoth(Search form) => form;

    [NeedsForm]
    internal static string Answered(Form<Search> form) => form.IsValid
        ? $"page {form.Value.Page} of {form.Value.Q}"
        : $"{string.Join(' ', form.Errors["page"])} It was '{form.Raw("page")}'.";

    [NeedsForm]
    internal static IResult Named(Form<Search> form)
    {
        if (form.IsValid && form.Value.Q == "taken") form.Errors.Add("q", "taken", "There is such a search already.");
        return form.IsValid ? TypedResults.Text(form.Value.Q) : form.Errors.ToProblem();
    }

    [NeedsForm(MaxTextLength = 100)]
    internal static async Task<string> Sizes(IAsyncEnumerable<FormPart> parts, CancellationToken ct)
    {
        var sizes = new List<string>();
        await foreach (var part in parts.WithCancellation(ct))
            if (part.Name != "skip") sizes.Add($"{part.Name} {(await part.ReadTextAsync(ct)).Length}");
        return string.Join(", ", sizes);
    }

    [NeedsForm]
    internal static string Again(Form<Basket> form)
    {
        if (form.IsValid && form.Value.Lines is [.., { Quantity: 0 }])
            form.Errors.Add($"lines[{form.Indices("lines")[^1]}].quantity", "none", "None of it?");
        return string.Join(", ", from line in form.Indices("lines")
                                 let sku = $"lines[{line}].sku"
                                 let quantity = $"lines[{line}].quantity"
                                 select $"{sku}={form.Raw(sku)} {quantity}={form.Raw(quantity)} {string.Join(' ', form.Errors[quantity])}");
    }

    [NeedsForm] internal static One<string> OneString(One<string> form) => form;
    [NeedsForm] internal static One<bool> OneBool(One<bool> form) => form;
    [NeedsForm] internal static One<bool?> OneBoolMaybe(One<bool?> form) => form;
    [NeedsForm] internal static One<int> OneInt(One<int> form) => form;
    [NeedsForm] internal static One<byte> OneByte(One<byte> form) => form;
    [NeedsForm] internal static One<decimal> OneDecimal(One<decimal> form) => form;
    [NeedsForm] internal static One<double> OneDouble(One<double> form) => form;
    [NeedsForm] internal static One<DateOnly> OneDateOnly(One<DateOnly> form) => form;
    [NeedsForm] internal static One<TimeOnly> OneTimeOnly(One<TimeOnly> form) => form;
    [NeedsForm] internal static One<DateTime> OneDateTime(One<DateTime> form) => form;
    [NeedsForm] internal static One<DateTimeOffset> OneDateTimeOffset(One<DateTimeOffset> form) => form;
    [NeedsForm] internal static One<TimeSpan> OneTimeSpan(One<TimeSpan> form) => form;
    [NeedsForm] internal static One<Guid> OneGuid(One<Guid> form) => form;
    [NeedsForm] internal static One<Uri> OneUri(One<Uri> form) => form;
    [NeedsForm] internal static One<char> OneChar(One<char> form) => form;

    public static void Map(WebApplication app)
    {
        var endpoints = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal)
        {
            ["Trip"] = TripEndpoint,
            ["Profile"] = ProfileEndpoint,
            ["Cart"] = CartEndpoint,
            ["Shirt"] = ShirtEndpoint,
            ["Contact"] = ContactEndpoint,
            ["SignUp"] = SignUpEndpoint,
            ["Account"] = AccountEndpoint,
            ["Search"] = SearchEndpoint,
            ["Search, Prefix = \"search\""] = WithPrefixEndpoint,
            ["Search, Duplicates = DuplicateValues.Last"] = TakesLastEndpoint,
            ["Search, Strict = true"] = IsStrictEndpoint,
            ["Search, KeepBlankValues = true"] = KeepsBlanksEndpoint,
            ["Search, Source = FormSource.Both"] = FromBothEndpoint,
            ["Form<Search>"] = AnsweredEndpoint,
            ["Form<Search>, ToProblem"] = NamedEndpoint,
            ["IAsyncEnumerable<FormPart>"] = SizesEndpoint,
            ["Form<Basket>"] = AgainEndpoint,
            ["string"] = OneStringEndpoint,
            ["bool"] = OneBoolEndpoint,
            ["bool?"] = OneBoolMaybeEndpoint,
            ["int"] = OneIntEndpoint,
            ["byte"] = OneByteEndpoint,
            ["decimal"] = OneDecimalEndpoint,
            ["double"] = OneDoubleEndpoint,
            ["DateOnly"] = OneDateOnlyEndpoint,
            ["TimeOnly"] = OneTimeOnlyEndpoint,
            ["DateTime"] = OneDateTimeEndpoint,
            ["DateTimeOffset"] = OneDateTimeOffsetEndpoint,
            ["TimeSpan"] = OneTimeSpanEndpoint,
            ["Guid"] = OneGuidEndpoint,
            ["Uri"] = OneUriEndpoint,
            ["char"] = OneCharEndpoint,
        };
        app.MapPost("/page", context => endpoints[context.Request.Query["type"].ToString()](context));
    }
}
