using Storefront;

var builder = WebApplication.CreateBuilder(args);
var store = StoreDatabase.From(builder.Configuration, builder.Environment, args);

builder.Services.AddNeeds(needs => needs.AddDatabase(store.Driver, store.ConnectionString));
builder.Services.AddSingleton(store);
builder.Services.AddSingleton(PhotoFolder.From(builder.Configuration, builder.Environment, store));
builder.Services.AddScoped<PhotoUpload>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IProblemDetailsWriter, ErrorPages>();
builder.Services.AddProblemDetails();

try
{
    var app = builder.Build();

    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseStaticFiles();
    app.MapHandlers();

    await Opening.RunAsync(app, store);
    return 0;
}
catch (Exception error) when (Excuse.For(error, store) is { } excuse)
{
    Console.Error.WriteLine($"Storefront can't open. {excuse}");
    return 1;
}
