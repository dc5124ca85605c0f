using Microsoft.EntityFrameworkCore;

namespace Needs.Benchmarks.EndToEnd;

internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Article> Articles => Set<Article>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>().ToTable("orders").Property(order => order.Id).ValueGeneratedNever();
        modelBuilder.Entity<Article>().ToTable("article").Property(article => article.Id).ValueGeneratedNever();
        modelBuilder.Entity<Purchase>(purchase =>
        {
            purchase.ToTable("purchase").HasKey(known => known.Number);
            purchase.Property(known => known.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<PurchaseLine>().ToTable("purchase_line").HasKey(line => new { line.Number, line.Product });
        modelBuilder.Entity<Upload>().ToTable("upload");
    }
}

internal sealed class Purchase
{
    public int Number { get; set; }
}

internal sealed class PurchaseLine
{
    public int Number { get; set; }

    public int Product { get; set; }
}

internal sealed class Upload
{
    public int Id { get; set; }

    public string Title { get; set; } = "";

    public int Length { get; set; }
}
