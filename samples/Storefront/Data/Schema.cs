using System.Data.Common;
using Microsoft.Data.Sqlite;
using Needs;

namespace Storefront.Data;

/// <summary>The tables: one text that SQLite, MySQL and MariaDB all read.</summary>
public static partial class Schema
{
    // MySQL and MariaDB run what stands in /*! … */, for SQLite it is a comment. UNIQUE is the one index that all three declare alike.
    private const string Unicode = "/*! CHARACTER SET utf8mb4 */";

    private static readonly string[] Tables =
    [
        $"""
        CREATE TABLE IF NOT EXISTS customers (
            id        INTEGER PRIMARY KEY,
            name      VARCHAR(100) NOT NULL,
            email     VARCHAR(120) NOT NULL,
            city      VARCHAR(60)  NOT NULL,
            country   VARCHAR(60)  NOT NULL,
            joined    DATETIME     NOT NULL,
            sort_name VARCHAR(120) NOT NULL,
            search    VARCHAR(400) NOT NULL,
            UNIQUE (sort_name, id),
            UNIQUE (email)
        ) {Unicode}
        """,
        $"""
        CREATE TABLE IF NOT EXISTS customer_photos (
            customer_id INTEGER PRIMARY KEY,
            file        VARCHAR(40) NOT NULL,
            type        VARCHAR(20) NOT NULL,
            FOREIGN KEY (customer_id) REFERENCES customers (id)
        ) {Unicode}
        """,
        $"""
        CREATE TABLE IF NOT EXISTS products (
            id          INTEGER PRIMARY KEY,
            category    VARCHAR(30)  NOT NULL,
            name        VARCHAR(100) NOT NULL,
            price_cents INTEGER      NOT NULL,
            stock       INTEGER      NOT NULL
        ) {Unicode}
        """,
        $"""
        CREATE TABLE IF NOT EXISTS orders (
            id          INTEGER PRIMARY KEY,
            customer_id INTEGER     NOT NULL,
            placed_at   DATETIME    NOT NULL,
            status      VARCHAR(12) NOT NULL,
            total_cents INTEGER     NOT NULL,
            note        VARCHAR(500),
            UNIQUE (customer_id, id),
            FOREIGN KEY (customer_id) REFERENCES customers (id)
        ) {Unicode}
        """,
        $"""
        CREATE TABLE IF NOT EXISTS order_lines (
            order_id         INTEGER NOT NULL,
            line_no          INTEGER NOT NULL,
            product_id       INTEGER NOT NULL,
            quantity         INTEGER NOT NULL,
            unit_price_cents INTEGER NOT NULL,
            PRIMARY KEY (order_id, line_no),
            FOREIGN KEY (order_id) REFERENCES orders (id),
            FOREIGN KEY (product_id) REFERENCES products (id)
        ) {Unicode}
        """,
        $"""
        CREATE TABLE IF NOT EXISTS counters (
            name  VARCHAR(20) PRIMARY KEY,
            value INTEGER NOT NULL
        ) {Unicode}
        """,
    ];

    [NeedsDb]
    public static async Task Create(DbConnection db, CancellationToken ct = default)
    {
        // Readers and the writer don't wait for each other: an export may take its time.
        if (db is SqliteConnection) await db.Command("PRAGMA journal_mode = WAL").RunAsync(ct);
        foreach (var table in Tables) await db.Command(table).RunAsync(ct);
    }
}
