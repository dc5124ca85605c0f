namespace Needs.Forms;

/// <summary>The metadata names that forms are read from, each written once.</summary>
internal static class FormNames
{
    public const string Form = "Needs.Form`1";
    public const string FormField = "Needs.FormField";
    public const string UploadedFile = "Needs.UploadedFile";
    public const string FormPart = "Needs.FormPart";
    public const string FileSink = "Needs.IFormFileSink";
    public const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";

    public const string ValidationAttribute = "System.ComponentModel.DataAnnotations.ValidationAttribute";
    public const string CompareAttribute = "System.ComponentModel.DataAnnotations.CompareAttribute";
    public const string DisplayAttribute = "System.ComponentModel.DataAnnotations.DisplayAttribute";
    public const string DisplayNameAttribute = "System.ComponentModel.DisplayNameAttribute";
    public const string ValidatableObject = "System.ComponentModel.DataAnnotations.IValidatableObject";

    public const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonPropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonStringEnumMemberName = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";
    public const string EnumMember = "System.Runtime.Serialization.EnumMemberAttribute";
    public const string BindNever = "Microsoft.AspNetCore.Mvc.ModelBinding.BindNeverAttribute";
    public const string Flags = "System.FlagsAttribute";
}
