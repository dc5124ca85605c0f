using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Forms.Binding;

public sealed class BindingTests
{
    [Fact]
    public async Task Record_IsBoundAndLentAConnection()
    {
        await using var app = await EndpointApp.StartAsync();
        using var response = await app.Client.PostAsync("/binding/order", new FormUrlEncodedContent([new("customer", "Zoë"), new("copies", "3")]));

        Assert.Equal("""{"customer":"Zoë","copies":3}""", await response.Content.ReadAsStringAsync());
    }
}
