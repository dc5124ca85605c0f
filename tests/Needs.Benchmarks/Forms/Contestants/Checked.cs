using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Needs.Benchmarks.Forms;

/// <summary>What the hand-written contestants check fields by: all errors are found, and answered together.</summary>
public struct Checked
{
    private Dictionary<string, string[]>? _errors;

    public string Text(string name, string? text) => string.IsNullOrEmpty(text) ? Required(name, "") : text;

    public int Int(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return Required(name, 0);
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : Invalid(name, "a whole number", 0);
    }

    public decimal Decimal(string name, string? text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (string.IsNullOrEmpty(text)) return Required(name, 0m);
        return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var value) ? value : Invalid(name, "a number", 0m);
    }

    public DateOnly Date(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return Required(name, default(DateOnly));
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : Invalid(name, "a date", default(DateOnly));
    }

    public Guid Guid(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return Required(name, default(Guid));
        return System.Guid.TryParse(text, out var value) ? value : Invalid(name, "an id", default(Guid));
    }

    public Size Size(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return Required(name, default(Size));
        if (text.Equals("Small", StringComparison.OrdinalIgnoreCase)) return Forms.Size.Small;
        if (text.Equals("Medium", StringComparison.OrdinalIgnoreCase)) return Forms.Size.Medium;
        if (text.Equals("Large", StringComparison.OrdinalIgnoreCase)) return Forms.Size.Large;
        return Invalid(name, "a size", default(Size));
    }

    public static bool Flag(string? text) => text is "true" or "on";

    /// <summary>Hands the model on, or answers what is wrong with it.</summary>
    public readonly Task AnswerAsync(HttpContext context, object model)
    {
        if (_errors is not null) return Results.ValidationProblem(_errors).ExecuteAsync(context);
        Received.Model = model;
        return Task.CompletedTask;
    }

    public T Required<T>(string name, T value) => Fail(name, $"The {name} field is required.", value);

    private T Invalid<T>(string name, string expected, T value) => Fail(name, $"The {name} field must be {expected}.", value);

    private T Fail<T>(string name, string message, T value)
    {
        (_errors ??= [])[name] = [message];
        return value;
    }
}
