using Storefront;

var builder = WebApplication.CreateBuilder(args);
var store = StoreDatabase.From(builder.Configuration, builder.Environment, args);

builder.Services.AddNeeds(builder.Configuration, store.Driver, needs => needs
    .AddDatabase(store.Driver, store.ConnectionString)
    .AddDatabase("console", store.Driver, store.ForReading));
builder.Services.AddHealthChecks().AddNeeds();
builder.Services.AddSingleton(store);
builder.Services.AddSingleton(PhotoFolder.From(builder.Configuration, builder.Environment, store));
builder.Services.AddScoped<PhotoUpload>();
builder.Services.AddSingleton(ConsoleLimits.From(builder.Configuration));
builder.Services.AddSingleton<RunningQueries>();
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
    app.MapNeedsStatus();
    app.MapHealthChecks("/health");

    await Opening.RunAsync(app, store);
    return 0;
}
catch (Exception error) when (Excuse.For(error, store) is { } excuse)
{
    Console.Error.WriteLine($"Storefront can't open. {excuse}");
    return 1;
}
