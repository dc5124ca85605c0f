using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Storefront;

namespace Needs.Benchmarks.Shops;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Slice<Customer>))]
[JsonSerializable(typeof(Slice<Order>))]
[JsonSerializable(typeof(IAsyncEnumerable<Order>))]
[JsonSerializable(typeof(OrderDetails))]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(List<Product>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class ShopJson : JsonSerializerContext;
