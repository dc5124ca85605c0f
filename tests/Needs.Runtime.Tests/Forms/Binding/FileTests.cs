using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Files among the fields.</summary>
public sealed class FileTests
{
    private static readonly FormField NoFileChosen = new("v", "");

    [Fact]
    public void File_IsTaken()
    {
        var file = File("v");

        Assert.Same(file, Bind<UploadedFile, FormFileTarget>(file).Value);
        Assert.Same(file, Bind<FormField, FormFieldTarget>(file).Value);
        Assert.Same(file, Bind<UploadedFile, FormFileTarget>(NoFileChosen, file).Value);
    }

    [Fact]
    public void InputThatNobodyChoseAFileFor_SendsNone()
    {
        Assert.Equal("v: required", BoundForm.Describe(Bind<UploadedFile, FormFileTarget>(NoFileChosen)));
        Assert.Equal("[]", BoundForm.Describe(Bind<List<UploadedFile>, FormList<UploadedFile, FormFileTarget>>(NoFileChosen)));
    }

    [Fact]
    public void TextWhereAFileBelongs_IsInvalid() =>
        Assert.Equal("v: invalid", BoundForm.Describe(Bind<UploadedFile, FormFileTarget>(new FormField("v", "text"))));

    [Fact]
    public void FileWhereTextBelongs_IsNoText()
    {
        Assert.Equal("v: required", BoundForm.Describe(Bind<string, FormScalar<string, TextParser>>(File("v"))));
        Assert.Equal("false", BoundForm.Describe(Bind<bool, FormFlag>(File("v"))));
    }

    [Fact]
    public void SecondFileForOne_IsADuplicate()
    {
        var (one, other) = (File("v"), File("v"));

        Assert.Equal("v: duplicate", BoundForm.Describe(Bind<UploadedFile, FormFileTarget>(one, other)));
        Assert.Equal("v: duplicate", BoundForm.Describe(Bind<FormField, FormFieldTarget>(one, other)));
        Assert.Same(other, FormBinding.Bind<UploadedFile, MemberTarget<UploadedFile, FormFileTarget>>([one, other], new() { Duplicates = DuplicateValues.Last }).Value);
    }

    [Fact]
    public void SeveralFiles_AreAListInTheirOrder()
    {
        UploadedFile[] files = [File("v"), File("v[]"), File("V")];

        Assert.Equal(files, Bind<UploadedFile[], FormArray<UploadedFile, FormFileTarget>>([.. files, File("w")]).Value!);
    }

    private static UploadedFile File(string name) => new(name, "a.txt", FormFileContent.FromBytes("a"u8.ToArray()));

    private static Form<T> Bind<T, TTarget>(params FormField[] fields)
        where TTarget : struct, IFormTarget<T>
    {
        var form = new FormData();
        foreach (var field in fields) form.Add(field);
        return FormBinding.Bind<T, MemberTarget<T, TTarget>>(form, new());
    }
}
