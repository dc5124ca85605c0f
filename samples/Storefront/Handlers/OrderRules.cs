namespace Storefront;

/// <summary>What can be said about a new order without asking the database.</summary>
public static class OrderRules
{
    public const int MostLines = 50;
    public const int MostOfOne = 999;
    public const int LongestNote = 500;

    /// <returns>What is wrong, by field; empty for a good order.</returns>
    public static Dictionary<string, string[]> Check(NewOrder order)
    {
        var errors = new Dictionary<string, string[]>();
        if (order.Note is { Length: > LongestNote }) errors["note"] = [$"A note has at most {LongestNote} characters."];
        if (order.Lines is not { Count: > 0 and <= MostLines } lines)
        {
            errors["lines"] = [$"An order has 1 to {MostLines} lines."];
            return errors;
        }
        foreach (var (index, line) in lines.Index())
        {
            if (line is null) errors[$"lines[{index}]"] = ["A line names a product and a quantity."];
            else if (line.Quantity is < 1 or > MostOfOne) errors[$"lines[{index}].quantity"] = [$"A quantity is between 1 and {MostOfOne}."];
        }
        var repeated = lines.OfType<NewOrderLine>().GroupBy(line => line.ProductId).Where(group => group.Count() > 1).Select(group => group.Key);
        if (errors.Count == 0 && repeated.Any()) errors["lines"] = [$"Name each product once. Twice: {string.Join(", ", repeated)}."];
        return errors;
    }
}
