using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Validation attributes as they are applied to members and objects.</summary>
public sealed class ValidationTests
{
    private readonly FormBinding _binding = new(new FormBindingOptions());

    public static TheoryData<ValidationAttribute, object?, string> Judgements => new()
    {
        { new StringLengthAttribute(3) { MinimumLength = 2 }, "ab", "" },
        { new StringLengthAttribute(3) { MinimumLength = 2 }, "a", "too_short" },
        { new StringLengthAttribute(3) { MinimumLength = 2 }, "abcd", "too_long" },
        { new MinLengthAttribute(2), "a", "too_short" },
        { new MinLengthAttribute(2), new List<int> { 1 }, "too_short" },
        { new MinLengthAttribute(2), new int[2], "" },
        { new MaxLengthAttribute(2), "abc", "too_long" },
        { new MaxLengthAttribute(2), new int[3], "too_long" },
        { new MaxLengthAttribute(2), new HashSet<int> { 1, 2, 3 }, "too_long" },
        { new MaxLengthAttribute(2), new HashSet<int> { 1, 2 }, "" },
        { new LengthAttribute(1, 2), "", "too_short" },
        { new LengthAttribute(1, 2), "abc", "too_long" },
        { new LengthAttribute(1, 2), new HashSet<int>(), "too_short" },
        { new LengthAttribute(1, 2), new List<int> { 1, 2, 3 }, "too_long" },
        { new LengthAttribute(1, 2), Enumerable.Range(0, 3).Where(static _ => true), "too_long" },
        { new MinLengthAttribute(2), null, "" },
        { new RegularExpressionAttribute("[a-z]+"), "ab", "" },
        { new RegularExpressionAttribute("[a-z]+"), "ab1", "invalid" },
        { new RegularExpressionAttribute("(a+)+b") { MatchTimeoutInMilliseconds = 20 }, new string('a', 40), "invalid" },
        { new FileExtensionsAttribute { Extensions = "png" }, "a.exe", "file_type" },
        { new RequiredAttribute(), "  ", "required" },
    };

    [Theory, MemberData(nameof(Judgements))]
    public void Attribute_JudgesAMember(ValidationAttribute validator, object? value, string code)
    {
        var isFine = _binding.Validate(Member(validator), value);

        Assert.Equal(code.Length == 0, isFine);
        Assert.Equal(code, string.Join(' ', _binding.Errors.Select(error => error.Code)));
        Assert.All(_binding.Errors, error => Assert.Contains("Value", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AllThatIsWrong_IsSaid()
    {
        Assert.False(_binding.Validate(Member(new MinLengthAttribute(9), new RegularExpressionAttribute("[0-9]+")), "abc"));

        Assert.Equal(["too_short", "invalid"], _binding.Errors.Select(error => error.Code));
    }

    [Fact]
    public void MissingMember_IsOnlyThat()
    {
        Assert.False(_binding.Validate(Member(new RequiredAttribute(), new MinLengthAttribute(9)), ""));

        Assert.Equal("required", Assert.Single(_binding.Errors).Code);
    }

    [Fact]
    public void MessageOfAResource_IsLookedUpThere()
    {
        var validator = new MinLengthAttribute(9) { ErrorMessageResourceType = typeof(Messages), ErrorMessageResourceName = nameof(Messages.TooShort) };

        Assert.False(_binding.Validate(Member(validator), "a"));

        Assert.Equal("Value: mindestens 9 Zeichen", Assert.Single(_binding.Errors).Message);
    }

    [Theory]
    [InlineData("1.5", true)]
    [InlineData("2.5", true)]
    [InlineData("2.6", false)]
    public void LimitsWrittenAsText_MeanTheSameInEveryCulture(string value, bool isFine)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var member = Member(new RangeAttribute(typeof(decimal), "1.5", "2.5"));

            Assert.Equal(isFine, _binding.Validate(member, decimal.Parse(value, CultureInfo.InvariantCulture)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 1, false)]
    public void AttributeOfTheApplication_SeesTheObject(int from, int to, bool isFine)
    {
        var member = new FormMember("to", "To") { ObjectValidators = [new NotBeforeFromAttribute()] };

        Assert.Equal(isFine, _binding.ValidateIn(member, to, new Period(from, to)));
        Assert.Equal(isFine ? [] : ["to: invalid: To is before From."], Errors());
    }

    [Fact]
    public void AttributeOfTheApplication_HasServices()
    {
        var binding = new FormBinding(new FormBindingOptions(), new Services());
        var member = new FormMember("to", "To") { ObjectValidators = [new NeedsServiceAttribute()] };

        Assert.True(binding.ValidateIn(member, 1, new Period(1, 2)));
    }

    [Fact]
    public void AttributeOfAType_IsOfTheObjectAsAWhole()
    {
        _binding.Enter(new FormMember("periods", "Periods"));
        _binding.Enter(7);

        Assert.False(_binding.ValidateObject(new Period(2, 1), new FormType { Validators = [new InOrderAttribute()] }));

        Assert.Equal(["periods[7]: invalid: The period is not in order."], Errors());
    }

    [Fact]
    public void ObjectThatValidatesItself_NamesMembersAsTheFormDoes()
    {
        var type = new FormType(new FormMember("from-day", "From"), new FormMember("to-day", "To"));

        Assert.False(_binding.ValidateObject(new Checked(["From", "To", "Elsewhere"], "No."), type));
        Assert.False(_binding.ValidateObject(new Checked([], null), type));

        Assert.Equal(["from-day: invalid: No.", "to-day: invalid: No.", "Elsewhere: invalid: No.", ": invalid: The form is not valid."], Errors());
    }

    [Fact]
    public void ObjectThatItsTypesAttributesRefuse_IsNotAskedItself()
    {
        var form = new Checked(["From"], "No.");

        Assert.False(_binding.ValidateObject(form, new FormType { Validators = [new InOrderAttribute()] }));

        Assert.False(form.WasAsked);
    }

    [Fact]
    public void ObjectsAfterTheLastErrorThatIsKept_AreJudgedAsBefore()
    {
        for (var i = 0; i < 101; i++) _binding.Fail(FormMember.Root, "invalid", "It is wrong.");
        var refused = new Checked(["From"], "No.");
        var inOrder = new FormType { Validators = [new InOrderAttribute()] };

        Assert.False(_binding.ValidateObject(refused, inOrder));
        Assert.False(refused.WasAsked);
        Assert.False(_binding.ValidateObject(new Checked(["From"], "No."), new FormType()));
        Assert.True(_binding.ValidateObject(new Period(1, 2), inOrder));
        Assert.Equal((100, 103), (_binding.Errors.Count, _binding.Failures));
    }

    private static FormMember Member(params ValidationAttribute[] validators) => new("value", "Value") { Validators = validators };

    private IEnumerable<string> Errors() => _binding.Errors.Select(error => $"{error.Field}: {error.Code}: {error.Message}");

    public static class Messages
    {
        public static string TooShort => "{0}: mindestens {1} Zeichen";
    }

    private sealed record Period(int From, int To);

    private sealed class Checked(string[] members, string? message) : IValidatableObject
    {
        public bool WasAsked { get; private set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            WasAsked = true;
            yield return ValidationResult.Success!;
            yield return new ValidationResult(message, members);
        }
    }

    private sealed class NotBeforeFromAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            (int)value! >= ((Period)validationContext.ObjectInstance).From ? ValidationResult.Success : new ValidationResult("To is before From.");
    }

    private sealed class InOrderAttribute() : ValidationAttribute("The period is not in order.")
    {
        public override bool IsValid(object? value) => value is Period period && period.From <= period.To;
    }

    private sealed class NeedsServiceAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            validationContext.GetService(typeof(string)) is "service" ? ValidationResult.Success : new ValidationResult("No service.");
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(string) ? "service" : null;
    }
}
