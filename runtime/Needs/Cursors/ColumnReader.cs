using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Cursors;

/// <summary>
/// Reads one column as a type. The driver's typed getters are asked, not its generic one: that boxes in some drivers, and converts less.
/// </summary>
internal static class ColumnReader
{
    /// <summary>The value of a column that is not NULL.</summary>
    /// <exception cref="InvalidCastException">The driver can't read the column as <typeparamref name="T"/>.</exception>
    public static T Read<T>(DbDataReader reader, int ordinal)
    {
        try
        {
            if (default(T) is null && typeof(T).IsValueType) return ReadNullable<T>(reader, ordinal);
            return typeof(T).IsEnum ? ReadEnum<T>(reader, ordinal) : ReadValue<T>(reader, ordinal);
        }
        catch (Exception error) when (IsOfConversion(error))
        {
            throw ColumnErrors.WrongType(reader, ordinal, typeof(T), error);
        }
    }

    /// <summary>MySql.Data throws its own. An error of the network has one of the system inside.</summary>
    private static bool IsOfConversion(Exception error) =>
        error is InvalidCastException or FormatException or OverflowException or NotSupportedException or DbException { InnerException: null };

    private static T ReadValue<T>(DbDataReader reader, int ordinal)
    {
        if (typeof(T) == typeof(int)) return As<int, T>(reader.GetInt32(ordinal));
        if (typeof(T) == typeof(long)) return As<long, T>(reader.GetInt64(ordinal));
        if (typeof(T) == typeof(short)) return As<short, T>(reader.GetInt16(ordinal));
        if (typeof(T) == typeof(byte)) return As<byte, T>(reader.GetByte(ordinal));
        if (typeof(T) == typeof(bool)) return As<bool, T>(reader.GetBoolean(ordinal));
        if (typeof(T) == typeof(decimal)) return As<decimal, T>(reader.GetDecimal(ordinal));
        if (typeof(T) == typeof(double)) return As<double, T>(reader.GetDouble(ordinal));
        if (typeof(T) == typeof(float)) return As<float, T>(reader.GetFloat(ordinal));
        if (typeof(T) == typeof(DateTime)) return As<DateTime, T>(reader.GetDateTime(ordinal));
        if (typeof(T) == typeof(Guid)) return As<Guid, T>(reader.GetGuid(ordinal));
        if (typeof(T) == typeof(string)) return (T)(object)reader.GetString(ordinal);
        if (typeof(T) == typeof(object)) return (T)reader.GetValue(ordinal);
        return reader.GetFieldValue<T>(ordinal);
    }

    private static T ReadNullable<T>(DbDataReader reader, int ordinal)
    {
        if (typeof(T) == typeof(int?)) return As<int?, T>(reader.GetInt32(ordinal));
        if (typeof(T) == typeof(long?)) return As<long?, T>(reader.GetInt64(ordinal));
        if (typeof(T) == typeof(short?)) return As<short?, T>(reader.GetInt16(ordinal));
        if (typeof(T) == typeof(byte?)) return As<byte?, T>(reader.GetByte(ordinal));
        if (typeof(T) == typeof(bool?)) return As<bool?, T>(reader.GetBoolean(ordinal));
        if (typeof(T) == typeof(decimal?)) return As<decimal?, T>(reader.GetDecimal(ordinal));
        if (typeof(T) == typeof(double?)) return As<double?, T>(reader.GetDouble(ordinal));
        if (typeof(T) == typeof(float?)) return As<float?, T>(reader.GetFloat(ordinal));
        if (typeof(T) == typeof(DateTime?)) return As<DateTime?, T>(reader.GetDateTime(ordinal));
        if (typeof(T) == typeof(Guid?)) return As<Guid?, T>(reader.GetGuid(ordinal));
        if (typeof(T) == typeof(DateOnly?)) return As<DateOnly?, T>(reader.GetFieldValue<DateOnly>(ordinal));
        if (typeof(T) == typeof(TimeOnly?)) return As<TimeOnly?, T>(reader.GetFieldValue<TimeOnly>(ordinal));
        if (typeof(T) == typeof(TimeSpan?)) return As<TimeSpan?, T>(reader.GetFieldValue<TimeSpan>(ordinal));
        if (typeof(T) == typeof(DateTimeOffset?)) return As<DateTimeOffset?, T>(reader.GetFieldValue<DateTimeOffset>(ordinal));

        // A boxed value becomes a nullable one of its own type, enums of the same size included.
        return (T)reader.GetValue(ordinal);
    }

    private static T ReadEnum<T>(DbDataReader reader, int ordinal) => Unsafe.SizeOf<T>() switch
    {
        1 => As<byte, T>(reader.GetByte(ordinal)),
        2 => As<short, T>(reader.GetInt16(ordinal)),
        4 => As<int, T>(reader.GetInt32(ordinal)),
        _ => As<long, T>(reader.GetInt64(ordinal)),
    };

    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
