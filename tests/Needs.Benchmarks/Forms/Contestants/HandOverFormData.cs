using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Needs.Benchmarks.Forms;

/// <summary>Written by hand over <see cref="FormData"/>, in one pass, as fast as one would still care to write it.</summary>
public static partial class HandOverFormData
{
    [NeedsForm]
    public static Task Order(FormData form, HttpContext context)
    {
        string? name = null, email = null, quantity = null, price = null, delivery = null, gift = null, customer = null, size = null;
        var tags = new List<string>();
        foreach (var field in form)
        {
            switch (field.Name)
            {
                case "name": name ??= field.Value; break;
                case "email": email ??= field.Value; break;
                case "quantity": quantity ??= field.Value; break;
                case "price": price ??= field.Value; break;
                case "delivery": delivery ??= field.Value; break;
                case "gift": gift ??= field.Value; break;
                case "customer": customer ??= field.Value; break;
                case "size": size ??= field.Value; break;
                case "tags": tags.Add(field.Value); break;
            }
        }

        var check = new Checked();
        var order = new Order
        {
            Name = check.Text("name", name),
            Email = check.Text("email", email),
            Quantity = check.Int("quantity", quantity),
            Price = check.Decimal("price", price),
            Delivery = check.Date("delivery", delivery),
            Gift = Checked.Flag(gift),
            Customer = check.Guid("customer", customer),
            Size = check.Size("size", size),
            Tags = tags,
        };
        return check.AnswerAsync(context, order);
    }

    [NeedsForm]
    public static Task Basket(FormData form, HttpContext context)
    {
        var check = new Checked();
        var basket = new Basket();
        var lines = new SortedList<int, Line>();
        foreach (var field in form)
        {
            if (field.Name == "customer") basket.Customer = field.Value;
            else if (field.Name.StartsWith("lines[", StringComparison.Ordinal)) Take(lines, field, ref check);
        }

        check.Text("customer", basket.Customer);
        basket.Lines.AddRange(lines.Values);
        return check.AnswerAsync(context, basket);
    }

    [NeedsForm]
    public static Task Upload(FormData form, HttpContext context)
    {
        var check = new Checked();
        var upload = new Upload
        {
            Title = check.Text("title", form["title"]),
            Year = check.Int("year", form["year"]),
            File = context.Request.Form.Files["file"] ?? check.Required<IFormFile>("file", null!),
        };
        return check.AnswerAsync(context, upload);
    }

    [NeedsForm]
    public static async Task Count(FormData form, HttpContext context)
    {
        var file = form.GetFile("file") ?? throw new BadHttpRequestException("No file.");
        Received.Model = await Contents.CountAsync(form["title"]!, int.Parse(form["year"]!, CultureInfo.InvariantCulture), file.OpenReadStream());
    }

    private static void Take(SortedList<int, Line> lines, FormField field, ref Checked check)
    {
        var rest = field.Name.AsSpan("lines[".Length);
        var end = rest.IndexOf("].");
        if (end < 0 || !int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return;
        if (!lines.TryGetValue(index, out var line)) lines.Add(index, line = new Line());
        switch (rest[(end + 2)..])
        {
            case "product": line.Product = check.Int("product", field.Value); break;
            case "name": line.Name = check.Text("name", field.Value); break;
            case "count": line.Count = check.Int("count", field.Value); break;
            case "price": line.Price = check.Decimal("price", field.Value); break;
        }
    }
}
