namespace Needs.Benchmarks.Forms;

/// <summary>What all of this is about.</summary>
public static partial class NeedsTyped
{
    public static void Order([NeedsForm] Order form) => Received.Model = form;

    public static void Basket([NeedsForm] Basket form) => Received.Model = form;

    public static void Upload([NeedsForm] Upload form) => Received.Model = form;

    public static async Task Count([NeedsForm] Upload form) => Received.Model = await Contents.CountAsync(form.Title, form.Year, form.File.OpenReadStream());
}
