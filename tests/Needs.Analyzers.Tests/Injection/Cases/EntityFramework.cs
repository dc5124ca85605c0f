#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore
{
    file class DbSet<T>
    {
    }

    file class DatabaseFacade
    {
    }

    file static class RelationalExtensions
    {
        public static IQueryable<T> FromSqlRaw<T>(this DbSet<T> source, string sql, params object[] parameters) => Array.Empty<T>().AsQueryable();

        public static IQueryable<T> FromSqlInterpolated<T>(this DbSet<T> source, FormattableString sql) => Array.Empty<T>().AsQueryable();

        public static IQueryable<T> FromSql<T>(this DbSet<T> source, FormattableString sql) => Array.Empty<T>().AsQueryable();

        public static int ExecuteSqlRaw(this DatabaseFacade database, string sql, params object[] parameters) => 0;

        public static Task<int> ExecuteSqlRawAsync(this DatabaseFacade database, string sql, params object[] parameters) => Task.FromResult(0);

        public static Task<int> ExecuteSqlAsync(this DatabaseFacade database, FormattableString sql) => Task.FromResult(0);

        public static IQueryable<T> SqlQueryRaw<T>(this DatabaseFacade database, string sql, params object[] parameters) => Array.Empty<T>().AsQueryable();
    }
}

namespace Cases.Injection.EntityFramework
{
    public sealed record Article(int Id, string Title);

    file sealed class ShopContext
    {
        public DbSet<Article> Articles { get; } = new();

        public DatabaseFacade Database { get; } = new();
    }

    /// <summary>Raw SQL of EF Core.</summary>
    file sealed class ArticlesController(ShopContext shop) : ControllerBase
    {
        // bad: interpolated, but raw
        public List<Article> ByTitle(string title) =>
            shop.Articles.FromSqlRaw($"SELECT * FROM articles WHERE title = '{{|NEEDS301:title|}}'").ToList();

        // good: interpolated, and made parameters of
        public List<Article> ByTitleInterpolated(string title) =>
            shop.Articles.FromSqlInterpolated($"SELECT * FROM articles WHERE title = {title}").ToList();

        // good: the newer name of the same
        public List<Article> ByTitleSql(string title) =>
            shop.Articles.FromSql($"SELECT * FROM articles WHERE title = {title}").ToList();

        // good: numbered parameters
        public List<Article> ByTitleNumbered(string title) =>
            shop.Articles.FromSqlRaw("SELECT * FROM articles WHERE title = {0}", title).ToList();

        // bad: a statement
        public int Delete(string title) => shop.Database.ExecuteSqlRaw("DELETE FROM articles WHERE title = '" + {|NEEDS301:title|} + "'");

        // bad: the asynchronous one
        public Task<int> DeleteAsync(string title) => shop.Database.ExecuteSqlRawAsync($"DELETE FROM articles WHERE title = '{{|NEEDS301:title|}}'");

        // good: the asynchronous one that makes parameters
        public Task<int> DeleteSafeAsync(string title) => shop.Database.ExecuteSqlAsync($"DELETE FROM articles WHERE title = {title}");

        // good: an interpolated text that is kept
        public Task<int> DeleteKeptAsync(string title)
        {
            FormattableString sql = $"DELETE FROM articles WHERE title = {title}";
            return shop.Database.ExecuteSqlAsync(sql);
        }

        // bad: an interpolated text that is made of another
        public Task<int> DeleteMadeAsync(string title)
        {
            var text = "DELETE FROM articles WHERE title = '" + title + "'";
            return shop.Database.ExecuteSqlAsync({|NEEDS301:FormattableStringFactory.Create(text)|});
        }

        // bad: a query of numbers
        public int Count(string table) => shop.Database.SqlQueryRaw<int>("SELECT COUNT(*) FROM " + {|NEEDS301:table|}).First();

        // good: a query of numbers with a table that is chosen
        public int CountSafe(string table) =>
            shop.Database.SqlQueryRaw<int>("SELECT COUNT(*) FROM " + table switch { "a" => "articles", _ => "orders" }).First();
    }
}
