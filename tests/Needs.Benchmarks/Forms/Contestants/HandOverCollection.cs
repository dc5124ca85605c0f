using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Needs.Benchmarks.Forms;

/// <summary>Written by hand over ASP.NET Core's own form.</summary>
public static class HandOverCollection
{
    public static async Task Order(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var check = new Checked();
        var order = new Order
        {
            Name = check.Text("name", form["name"]),
            Email = check.Text("email", form["email"]),
            Quantity = check.Int("quantity", form["quantity"]),
            Price = check.Decimal("price", form["price"]),
            Delivery = check.Date("delivery", form["delivery"]),
            Gift = Checked.Flag(form["gift"]),
            Customer = check.Guid("customer", form["customer"]),
            Size = check.Size("size", form["size"]),
        };
        foreach (var tag in form["tags"]) order.Tags.Add(tag ?? "");
        await check.AnswerAsync(context, order);
    }

    public static async Task Basket(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var check = new Checked();
        var basket = new Basket { Customer = check.Text("customer", form["customer"]) };
        for (var i = 0; ; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"lines[{i}]");
            if (!form.TryGetValue(line + ".product", out var product)) break;
            basket.Lines.Add(new Line
            {
                Product = check.Int("product", product),
                Name = check.Text("name", form[line + ".name"]),
                Count = check.Int("count", form[line + ".count"]),
                Price = check.Decimal("price", form[line + ".price"]),
            });
        }

        await check.AnswerAsync(context, basket);
    }

    public static async Task Upload(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var check = new Checked();
        var upload = new Upload
        {
            Title = check.Text("title", form["title"]),
            Year = check.Int("year", form["year"]),
            File = form.Files["file"] ?? check.Required<IFormFile>("file", null!),
        };
        await check.AnswerAsync(context, upload);
    }

    public static async Task Count(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var file = form.Files["file"] ?? throw new BadHttpRequestException("No file.");
        Received.Model = await Contents.CountAsync(form["title"]!, int.Parse(form["year"]!, CultureInfo.InvariantCulture), file.OpenReadStream());
    }
}
