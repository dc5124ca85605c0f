using System;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Needs;
using Needs.Testing;

namespace Shop;

public sealed partial class Reports(TimeProvider time, [FromKeyedServices("eu")] IFormatProvider format) : IDisposable
{
    [HttpGet("/reports/{year}"), NeedsDb]
    internal string Year(FakeConnection db, [NeedsDb("archive")] FakeConnection archive, int year, DayOfWeek? day, Guid[] id) =>
        $"{time} {format} {year} {day} {id.Length}";

    public void Dispose()
    {
    }
}
