namespace Needs.Runtime.Tests.Forms;

public sealed class UploadedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("needs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task File_IsReadAndSavedFromItsBeginningEachTime()
    {
        var file = File("content"u8);
        var path = Path.Combine(_folder, "saved");
        var stream = new MemoryStream();

        await file.SaveAsync(stream);
        await file.SaveAsync(path);

        Assert.Equal(7, file.Length);
        Assert.Equal("", file.Value);
        Assert.Equal("content"u8.ToArray(), stream.ToArray());
        Assert.Equal("content"u8.ToArray(), await System.IO.File.ReadAllBytesAsync(path));
        Assert.Equal("content"u8.ToArray(), await file.ReadAllBytesAsync());
        Assert.Equal("content"u8.ToArray(), await file.ReadAllBytesAsync(7));
    }

    [Fact]
    public async Task FileLongerThanAskedFor_IsNotReadIntoMemory()
    {
        var error = await Assert.ThrowsAsync<FormException>(() => File("content"u8).ReadAllBytesAsync(6));
        Assert.Equal((nameof(FormLimits.MaxFileSize), 6), (error.Limit, error.LimitValue));
    }

    [Fact]
    public async Task ExistingFile_IsNotOverwritten()
    {
        var path = Path.Combine(_folder, "there");
        await System.IO.File.WriteAllTextAsync(path, "before");
        await Assert.ThrowsAsync<IOException>(() => File("content"u8).SaveAsync(path));
        Assert.Equal("before", await System.IO.File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task SaveThatFails_LeavesNoHalfOfAFile()
    {
        var path = Path.Combine(_folder, "half");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => File("content"u8).SaveAsync(path, new CancellationToken(true)));
        Assert.Empty(Directory.GetFiles(_folder));

        var file = File("content"u8);
        await file.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => file.SaveAsync(path));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void FileInfo_TellsNameAndType()
    {
        var info = new FormFileInfo("photo", @"C:\me\cat.png", FormPartHeaders.None);
        Assert.Equal(("photo", @"C:\me\cat.png", "cat.png"), (info.Name, info.FileName, info.SafeFileName));
        Assert.Equal("application/octet-stream", info.ContentType);
        Assert.Equal("image/png", new FormFileInfo("", "", new FormPartHeaders { ContentType = "image/png" }).ContentType);
    }

    private static UploadedFile File(ReadOnlySpan<byte> content) => new("photo", "a.txt", FormFileContent.FromBytes(content.ToArray()));
}
