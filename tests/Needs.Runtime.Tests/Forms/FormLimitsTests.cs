namespace Needs.Runtime.Tests.Forms;

public sealed class FormLimitsTests
{
    public static TheoryData<string> AllLimits => [.. typeof(FormLimits).GetProperties().Select(property => property.Name)];

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation() =>
        Assert.Equivalent(
            new
            {
                MaxFields = 1000,
                MaxFiles = 20,
                MaxNameLength = 256,
                MaxTextLength = 1048576,
                MaxTotalTextLength = 4194304L,
                MaxDepth = 8,
                MaxCollectionSize = 1000,
                MaxPartHeaders = 8,
                MaxPartHeaderLength = 4096,
                MaxBoundaryLength = 70,
                MaxPreambleLength = 1024,
                MaxFileSize = 16777216L,
                MaxBodySize = (long?)null,
                MemoryThreshold = 65536,
            },
            new FormLimits(),
            strict: true);

    [Theory, MemberData(nameof(AllLimits))]
    public void NegativeLimit_IsRefusedByItsName(string name)
    {
        var property = typeof(FormLimits).GetProperty(name)!;
        var negative = property.PropertyType == typeof(int) ? (object)-1 : -1L;
        var error = Assert.IsType<ArgumentOutOfRangeException>(
            Assert.ThrowsAny<Exception>(() => property.SetValue(new FormLimits(), negative)).InnerException);
        Assert.Equal(name, error.ParamName);
        Assert.Contains($"FormLimits.{name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_ChangesWithoutTheOriginal()
    {
        var limits = new FormLimits { MaxFields = 5, MaxBodySize = 7 };
        var copy = limits.Copy();
        copy.MaxFields = 6;
        copy.MaxBodySize = null;
        Assert.Equal((5, 7L), (limits.MaxFields, limits.MaxBodySize));
        Assert.Equal((6, (long?)null), (copy.MaxFields, copy.MaxBodySize));
    }

    [Fact]
    public void Files_CountAsFieldsToo()
    {
        var budget = new FormBudget(new FormLimits { MaxFields = 3, MaxFiles = 1 });
        budget.AddFile();
        Assert.Equal(nameof(FormLimits.MaxFiles), Assert.Throws<FormException>(budget.AddFile).Limit);

        budget = new FormBudget(new FormLimits { MaxFields = 1, MaxFiles = 5 });
        budget.AddFile();
        Assert.Equal(nameof(FormLimits.MaxFields), Assert.Throws<FormException>(budget.AddFile).Limit);
        Assert.Equal((1, 1), (budget.FieldCount, budget.FileCount));
    }
}
