using System.Diagnostics.CodeAnalysis;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>An order, and what the generator would write to bind it.</summary>
internal sealed record Order(string Customer, Address? Address, List<Line> Lines, string[] Tags, Dictionary<string, decimal> Prices, bool IsGift);

internal sealed record Address(string Street, int Zip);

internal sealed record Line(string Product, int Quantity);

internal sealed class OrderTarget : IFormTarget<Order>
{
    private static readonly FormMember Customer = new("customer", "Customer");
    private static readonly FormMember Address = new("address", "Address");
    private static readonly FormMember Lines = new("lines", "Lines");
    private static readonly FormMember Tags = new("tags", "Tags");
    private static readonly FormMember Prices = new("prices", "Prices");
    private static readonly FormMember IsGift = new("isGift", "IsGift", "Gift");

    private FormScalar<string, TextParser> _customer;
    private FormNested<Address, AddressTarget> _address;
    private FormList<Line, FormNested<Line, LineTarget>> _lines;
    private FormArray<string, FormScalar<string, TextParser>> _tags;
    private FormMap<string, TextParser, decimal, FormScalar<decimal, NumberParser<decimal>>> _prices;
    private FormFlag _isGift;

    public bool IsPresent =>
        _customer.IsPresent || _address.IsPresent || _lines.IsPresent || _tags.IsPresent || _prices.IsPresent || _isGift.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next()) return false;
        if (name.Is("customer")) return _customer.Take(ref name, field, binding);
        if (name.Is("address")) return _address.Take(ref name, field, binding);
        if (name.Is("lines")) return _lines.Take(ref name, field, binding);
        if (name.Is("tags")) return _tags.Take(ref name, field, binding);
        if (name.Is("prices")) return _prices.Take(ref name, field, binding);
        return name.Is("isGift") && _isGift.Take(ref name, field, binding);
    }

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Order value)
    {
        value = null;
        Address? address = null;
        var isBuilt = _customer.TryBuild(binding, Customer, out var customer);
        isBuilt &= !_address.IsPresent || _address.TryBuild(binding, Address, out address);
        isBuilt &= _lines.TryBuild(binding, Lines, out var lines);
        isBuilt &= _tags.TryBuild(binding, Tags, out var tags);
        isBuilt &= _prices.TryBuild(binding, Prices, out var prices);
        isBuilt &= _isGift.TryBuild(binding, IsGift, out var isGift);
        if (isBuilt) value = new Order(customer!, address, lines!, tags!, prices!, isGift);
        return isBuilt;
    }
}

internal sealed class AddressTarget : IFormTarget<Address>
{
    private static readonly FormMember Street = new("street", "Street");
    private static readonly FormMember Zip = new("zip", "Zip");

    private FormScalar<string, TextParser> _street;
    private FormScalar<int, IntegerParser<int>> _zip;

    public bool IsPresent => _street.IsPresent || _zip.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next()) return false;
        if (name.Is("street")) return _street.Take(ref name, field, binding);
        return name.Is("zip") && _zip.Take(ref name, field, binding);
    }

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Address value)
    {
        var isBuilt = _street.TryBuild(binding, Street, out var street) & _zip.TryBuild(binding, Zip, out var zip);
        value = isBuilt ? new Address(street!, zip) : null;
        return isBuilt;
    }
}

internal sealed class LineTarget : IFormTarget<Line>
{
    private static readonly FormMember Product = new("product", "Product");
    private static readonly FormMember Quantity = new("quantity", "Quantity");

    private FormScalar<string, TextParser> _product;
    private FormScalar<int, IntegerParser<int>> _quantity;

    public bool IsPresent => _product.IsPresent || _quantity.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next()) return false;
        if (name.Is("product")) return _product.Take(ref name, field, binding);
        return name.Is("quantity") && _quantity.Take(ref name, field, binding);
    }

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Line value)
    {
        var quantity = 1;
        var isBuilt = _product.TryBuild(binding, Product, out var product);
        isBuilt &= !_quantity.IsPresent || _quantity.TryBuild(binding, Quantity, out quantity);
        value = isBuilt ? new Line(product!, quantity) : null;
        return isBuilt;
    }
}
