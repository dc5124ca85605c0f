using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop.Bound
{
    public enum Size { Small, @class, [EnumMember(Value = "extra-large")] Large, [Obsolete] Old, [Obsolete("", true)] Older }

    [Flags]
    internal enum Days : ulong { None = 0, Monday = 1, Tuesday = 2 }

    public enum Empty { }

    public sealed record Scalars(
        string Text, char Letter, sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H, Int128 I, UInt128 J, nint K, nuint L,
        Half M, float N, double O, decimal P, DateOnly Q, TimeOnly R, DateTime S, DateTimeOffset T, TimeSpan U, Guid V, Uri W, bool X, Size Y, Empty Z);

    public sealed record Nullables(string? Text, int? Number, Size? Size, bool? Flag, DateOnly? Day, Uri? Uri, Point? Point, Node? Node, List<int>? List);

    public sealed record Defaults(
        string Text = "a\"{b}\\", int Number = -1, long? Maybe = 5, decimal Price = 1.50m, double D = double.NaN, Size Size = Size.@class, Size? SizeMaybe = Bound.Size.Large,
        bool Flag = true, Guid Guid = default, List<int>? List = null, params int[] Numbers);

    public struct Point
    {
        public int X;
        public int Y { get; init; }
        public Point() => X = 1;
    }

    public readonly record struct Pair(int First, int Second)
    {
        public string Name { get; init; } = "pair";
    }

    public class Node
    {
        public string Name { get; set; } = "";
        public Node? Next { get; set; }
        public List<Node> Children { get; init; } = new();
        public Dictionary<string, Node>? ByName { get; set; }
    }

    public class Base
    {
        public virtual string Name { get; set; } = "base";
        public string Inherited { get; init; } = "init";
        public int Hidden { get; set; }
        protected string Protected { get; set; } = "";
    }

    public sealed class Derived : Base
    {
        [Required] public override string Name { get; set; } = "derived";
        public new long Hidden { get; set; }
        public required string Must { get; init; }
        public required Point Place { get; set; }
        public required List<string> Tags { get; set; }
        public required Node? Optional { get; set; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Sometimes { get; set; }
        [JsonIgnore] public object? Never { get; set; }
    }

    public sealed class SetsAll
    {
        public required string Name { get; set; }

        [SetsRequiredMembers]
        public SetsAll(string name) => Name = name;
    }

    public sealed class SetsSome(string name)
    {
        public required string Name { get; set; } = name;
    }

    public class Generic<T, TKey>
        where T : class?
        where TKey : notnull
    {
        public T Value { get; init; } = null!;
        public List<T> Values { get; init; } = new();
        public IReadOnlyDictionary<TKey, T>? Map { get; init; }
        public Inner In { get; init; } = new();

        public sealed record Inner
        {
            public T? One { get; init; } = default;
            public int Two { get; init; } = 2;
        }
    }

    public sealed class Collections
    {
        public int[] A { get; set; } = Array.Empty<int>();
        public List<string> B { get; set; } = new();
        public IList<int?> C { get; set; } = new List<int?>();
        public ICollection<Guid>? D { get; set; }
        public IEnumerable<DateOnly>? E { get; set; }
        public IReadOnlyList<Size>? F { get; set; }
        public IReadOnlyCollection<Point>? G { get; set; }
        public HashSet<int>? H { get; set; }
        public ISet<string>? I { get; set; }
        public IReadOnlySet<bool?>? J { get; set; }
        public ImmutableArray<int> K { get; set; }
        public ImmutableArray<int>? L { get; set; }
        public ImmutableList<Node>? M { get; set; }
        public ImmutableHashSet<string>? N { get; set; }
        public IImmutableList<int>? O { get; set; }
        public IImmutableSet<int>? P { get; set; }
        public Dictionary<string, int>? Q { get; set; }
        public IDictionary<Size, int?>? R { get; set; }
        public IReadOnlyDictionary<Guid, Node[]>? S { get; set; }
        public List<List<int>>? T { get; set; }
        public int[][]? U { get; set; }
        public List<IReadOnlyList<HashSet<int>>>? V { get; set; }
        public Dictionary<string, Dictionary<int, IReadOnlyList<string>>>? W { get; set; }
        public Pair[]? X { get; set; }
        public Pair?[]? Y { get; set; }
        public bool[]? Z { get; set; }
    }

    public sealed class Names
    {
        public string @class { get; set; } = "";
        public string binding { get; set; } = "";
        public string member { get; set; } = "";
        public string value { get; set; } = "";
        public string isBuilt { get; set; } = "";
        public string IsPresent { get; set; } = "";
        public string Take { get; set; } = "";
        public string TryBuild { get; set; } = "";
        public string Facts { get; set; } = "";
        public string _a { get; set; } = "";
        public string a = "";
        [JsonPropertyName("other-a")] public string A { get; set; } = "";
        [JsonPropertyName("größe\"\\")] public string Größe { get; set; } = "";
        public string name { get; init; } = "";
        public string field { get; init; } = "";
        public string @default { get; init; } = "";
    }

    [Obsolete]
    public sealed class Old
    {
        [Obsolete("why")] public string Name { get; set; } = "";
        [Experimental("SHOP001")] public int Number { get; init; } = 1;
        [Obsolete("why", DiagnosticId = "SHOP002")] public int? Other { get; init; }
    }

    [AttributeUsage(AttributeTargets.All)]
    public sealed class OwnAttribute(params string[] names) : ValidationAttribute
    {
        public Type? Type { get; set; }
        public IReadOnlyList<string> Names => names;
    }

    public static class Checks
    {
        public static ValidationResult? Check(string? value) => ValidationResult.Success;
    }

    public static class Texts
    {
        public static string Name => "Name";
        public static string Error => "{0} and {1}";
    }

    [Own("type")]
    public sealed class Annotated : IValidatableObject
    {
        [Required(AllowEmptyStrings = true, ErrorMessage = "a\"b"), StringLength(10, MinimumLength = 2), RegularExpression("^[a-z]\\d+$")]
        public string Name { get; set; } = null!;

        [Range(1, 5), Display(Name = "How many")] public int Count { get; set; } = 1;
        [Range(typeof(decimal), "0.5", "1.5"), DisplayName("Price")] public decimal Price { get; init; } = 1;
        [MaxLength(3), MinLength(1), Length(1, 3)] public List<string> Tags { get; set; } = new();
        [EmailAddress, Url, Phone, CreditCard, Base64String] public string? Mail { get; set; }
        [AllowedValues("a", 1, null), DeniedValues("b"), FileExtensions] public string? Value { get; init; } = "a";
        [EnumDataType(typeof(Size)), DataType(DataType.Date)] public Size Size { get; set; }
        [CustomValidation(typeof(Checks), nameof(Checks.Check))] public string? Custom { get; set; }
        [Own("a", "b", Type = typeof(List<>))] public string? Own { get; set; }
        [Display(Name = nameof(Texts.Name), ResourceType = typeof(Texts))] public string? Localized { get; set; }
        [Compare(nameof(Name))] public string? Again { get; set; }
        [Compare(nameof(Again), ErrorMessageResourceType = typeof(Texts), ErrorMessageResourceName = nameof(Texts.Error))] public string? Third { get; init; } = "third";

        public IEnumerable<ValidationResult> Validate(ValidationContext context) => Array.Empty<ValidationResult>();
    }

    public sealed record AnnotatedRecord([property: Range(1, 2)] int A, [Range(1, 2)] int B, [Required] string? C, string D, [property: Compare("D")] string? E);

    public sealed record Files(UploadedFile File, UploadedFile? Maybe, List<UploadedFile> All, FormField Field, FormField[]? Fields);

    public sealed class Money : IParsable<Money>
    {
        public static Money Parse(string s, IFormatProvider? provider) => new();
        public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Money result) => (result = new()) is not null;
    }

    public sealed record Parsables(Money Money, Money? Maybe, List<Money> All);

    public sealed class Nothing;

    public partial class Handlers
    {
        internal record Nested(Nested.Deeper Deep)
        {
            internal struct Deeper
            {
                public int A { get; set; }
            }
        }

        [NeedsDb, NeedsForm] public static int TakeScalars(FakeConnection db, Scalars form) => 1;
        [NeedsDb, NeedsForm] public static int TakeNullables(FakeConnection db, Nullables? form) => 1;
        [NeedsDb, NeedsForm] public static int TakeDefaults(FakeConnection db, in Defaults form) => 1;
        [NeedsDb, NeedsForm] public static int TakePoint(FakeConnection db, Point form) => 1;
        [NeedsDb, NeedsForm] public static int TakePointMaybe(FakeConnection db, Point? form) => 1;
        [NeedsDb, NeedsForm] public static int TakePair(FakeConnection db, Pair form) => 1;
        [NeedsDb, NeedsForm] public static Task<int> TakeNode(FakeConnection db, Form<Node> form, CancellationToken ct) => Task.FromResult(1);
        [NeedsDb, NeedsForm] public static int TakeDerived(FakeConnection db, Derived form) => 1;
        [NeedsDb, NeedsForm] public static int TakeSetsAll(FakeConnection db, SetsAll form) => 1;
        [NeedsDb, NeedsForm] public static int TakeSetsSome(FakeConnection db, SetsSome form) => 1;
        [NeedsDb, NeedsForm] public static int TakeGeneric(FakeConnection db, Generic<Node, int> form) => 1;
        [NeedsDb, NeedsForm] public static int TakeGenericToo(FakeConnection db, Form<Generic<string?, Size>> form) => 1;
        [NeedsDb, NeedsForm] public static int TakeInner(FakeConnection db, Generic<string, Guid>.Inner form) => 1;
        [NeedsDb, NeedsForm] public static int TakeCollections(FakeConnection db, Collections form) => 1;
        [NeedsDb, NeedsForm] public static int TakeNames(FakeConnection db, Names @class, int data, int __data, int __form) => 1;
        [NeedsDb, NeedsForm, Obsolete] public static int TakeOld(FakeConnection db, Old form) => 1;
        [NeedsDb, NeedsForm] public static int TakeAnnotated(FakeConnection db, Annotated form) => 1;
        [NeedsDb, NeedsForm] public static int TakeAnnotatedRecord(FakeConnection db, AnnotatedRecord form) => 1;
        [NeedsDb, NeedsForm] public static int TakeFiles(FakeConnection db, Files form) => 1;
        [NeedsDb, NeedsForm] public static int TakeParsables(FakeConnection db, Parsables form) => 1;
        [NeedsDb, NeedsForm(Prefix = "a", Duplicates = DuplicateValues.Last, Strict = true)] public static int TakeNothing(FakeConnection db, Nothing form) => 1;
        [NeedsDb] internal int TakeNested([NeedsForm] Nested nested, FakeConnection db) => 1;
        [NeedsDb] internal int TakeDays(FakeConnection db, [NeedsForm] Form<Week> week) => 1;

        internal sealed record Week(Days Days, Days? Maybe, List<Days> Each);
    }
}
