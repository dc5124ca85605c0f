namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Multipart bodies of the boundary <c>xyz</c>, one byte a character, and what is to become of each.</summary>
internal static class MultipartBodies
{
    public const string ContentType = "multipart/form-data; boundary=xyz";

    private const string Malformed = "400 malformed";

    public static TheoryData<string, string, string> All => new()
    {
        { "text", Form(Part("name=\"a\"", "1")), "a=1" },
        { "nothing", "--xyz--\r\n", "" },
        { "nothing, and no line end", "--xyz--", "" },
        { "texts and files as sent", Form(Part("name=\"a\"", "1"), Part("name=\"f\"; filename=\"x.txt\"", "file"), Part("name=\"a\"", "2")), "a=1&f=<x.txt|file>&a=2" },
        { "blank text", Form(Part("name=\"a\"", "")), "a=" },
        { "empty file", Form(Part("name=\"f\"; filename=\"x\"", "")), "f=<x|>" },
        { "no file chosen", Form(Part("name=\"f\"; filename=\"\"", "", "Content-Type: application/octet-stream\r\n")), "f=" },
        { "no name", Form(Part("x=\"a\"", "1")), "=1" },
        { "empty name", Form(Part("name=\"\"", "1")), "=1" },
        { "no parameters", Form("Content-Disposition: form-data\r\n\r\n1"), "=1" },
        { "token as name", Form(Part("name=a; filename=b", "1")), "a=<b|1>" },
        { "upper case", Form("CONTENT-DISPOSITION: FORM-DATA; NAME=\"a\"; FILENAME=\"B\"\r\n\r\n1"), "a=<B|1>" },
        { "no space after semicolons", Form("Content-Disposition:form-data;name=\"a\";filename=\"b\"\r\n\r\n1"), "a=<b|1>" },
        { "space around everything", Form("Content-Disposition: form-data ; name = \"a\" ; ; filename\t=\t\"b\" ;\r\n\r\n1"), "a=<b|1>" },
        { "semicolon in quotes", Form(Part("name=\"a;b\"; filename=\"c;d.txt\"", "1")), "a;b=<c;d.txt|1>" },
        { "quotes as browsers send them", Form(Part("name=\"a%22b\"; filename=\"c%22%0D%0Ad\"", "1")), "a\"b=<c\"\r\nd|1>" },
        { "other escapes are text", Form(Part("name=\"a%41%\"", "1")), "a%41%=1" },
        { "quotes as curl sends them", Form(Part("name=\"a\\\"b\"; filename=\"c\\\\\"", "1")), "a\"b=<c\\|1>" },
        { "path of an old browser", Form(Part("name=\"f\"; filename=\"C:\\dir\\x.txt\"", "1")), "f=<C:\\dir\\x.txt|1>" },
        { "path upwards", Form(Part("name=\"f\"; filename=\"../../etc/passwd\"", "1")), "f=<../../etc/passwd|1>" },
        { "file name in UTF-8", Form(Part("name=\"f\"; filename=\"\u00c3\u00a4.txt\"", "1")), "f=<\u00e4.txt|1>" },
        { "text in UTF-8", Form(Part("name=\"a\"", "\u00e2\u0082\u00ac")), "a=\u20ac" },
        { "text that is not UTF-8", Form(Part("name=\"a\"", "\u00fe!")), "a=\ufffd!" },
        { "character set of a part", Form(Part("name=\"a\"", "\u00c3\u00a4", "Content-Type: text/plain; charset=utf-7\r\n")), "a=\u00e4" },
        { "RFC 2047 is text", Form(Part("name=\"=?utf-8?B?YQ==?=\"; filename=\"=?utf-8?B?Yg==?=\"", "1")), "=?utf-8?B?YQ==?==<=?utf-8?B?Yg==?=|1>" },
        { "filename* alone", Form(Part("name=\"f\"; filename*=UTF-8''%c3%a4.txt", "1")), "f=<\u00e4.txt|1>" },
        { "filename* beside filename", Form(Part("name=\"f\"; filename*=UTF-8''evil.exe; filename=\"good.txt\"", "1")), "f=<good.txt|1>" },
        { "filename* in an unknown form", Form(Part("name=\"f\"; filename*=evil", "1")), "f=<evil|1>" },
        { "transfer encoding is not undone", Form(Part("name=\"a\"", "YQ==", "Content-Transfer-Encoding: base64\r\n")), "a=YQ==" },
        { "line ends in text", Form(Part("name=\"a\"", "1\r\n2\n3\r4\r\n")), "a=1\r\n2\n3\r4\r\n" },
        { "boundary look-alikes", Form(Part("name=\"a\"", "\r\n--xy\r\n--xyZ\r\n-xyz\n--xyz\r--xyz--\r\n")), "a=\r\n--xy\r\n--xyZ\r\n-xyz\n--xyz\r--xyz--\r\n" },
        { "start of a boundary at the end", Form(Part("name=\"a\"", "1\r\n--xy\r\n--x\r\n--\r\n-\r\n\r")), "a=1\r\n--xy\r\n--x\r\n--\r\n-\r\n\r" },
        { "boundary look-alike in a file", Form(Part("name=\"f\"; filename=\"x\"", "\0\r\n--xy\r\n\r\n--x")), "f=<x|\0\r\n--xy\r\n\r\n--x>" },
        { "space after the boundary", "--xyz  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz--  \r\n", "a=1" },
        { "epilogue", Form(Part("name=\"a\"", "1")) + "--xyz\r\nrubbish", "a=1" },
        { "missing end", "--xyz\r\n" + Part("name=\"a\"", "1"), Malformed },
        { "missing dashes at the end", "--xyz\r\n" + Part("name=\"a\"", "1") + "\r\n--xyz", Malformed },
        { "one dash at the end", "--xyz\r\n" + Part("name=\"a\"", "1") + "\r\n--xyz-", Malformed },
        { "end in the headers", "--xyz\r\nContent-Disposition: form-da", Malformed },
        { "end after the headers", "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n", Malformed },
        { "end in a file", "--xyz\r\n" + Part("name=\"f\"; filename=\"x\"", "12345"), Malformed },
        { "empty body", "", Malformed },
        { "no boundary at all", "a=1&b=2", Malformed },
        { "another boundary", "--abc\r\n" + Part("name=\"a\"", "1") + "\r\n--abc--\r\n", Malformed },
        { "bare line feeds", "--xyz\nContent-Disposition: form-data; name=\"a\"\n\n1\n--xyz--\n", Malformed },
        { "no disposition", Form("Content-Type: text/plain\r\n\r\n1"), Malformed },
        { "attachment", Form("Content-Disposition: attachment; name=\"a\"\r\n\r\n1"), Malformed },
        { "two dispositions", Form("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1"), Malformed },
        { "two names", Form(Part("name=\"a\"; name=\"b\"", "1")), Malformed },
        { "two file names", Form(Part("name=\"a\"; filename=\"b\"; filename=\"c\"", "1")), Malformed },
        { "quote that does not end", Form(Part("name=\"a", "1")), Malformed },
        { "text after a quote", Form(Part("name=\"a\"b", "1")), Malformed },
        { "header without colon", Form("Content-Disposition form-data\r\n\r\n1"), Malformed },
        { "header without name", Form(": form-data\r\n\r\n1"), Malformed },
        { "too many headers", Form(Part("name=\"a\"", "1", string.Concat(Enumerable.Range(0, 40).Select(i => $"X-{i}: 1\r\n")))), "413 MaxPartHeaders" },
        { "one header too often", Form(Part("name=\"a\"", "1", string.Concat(Enumerable.Repeat("X: 1\r\n", 40)))), "413 MaxPartHeaders" },
        { "too long a header", Form(Part("name=\"a\"", "1", $"X: {new string('x', 5_000)}\r\n")), "413 MaxPartHeaderLength" },
        { "far too long a header", Form(Part("name=\"a\"", "1", $"X: {new string('x', 50_000)}\r\n")), "413 MaxPartHeaderLength" },
        { "too long a name", Form(Part($"name=\"{new string('n', 1000)}\"", "1")), "413 MaxNameLength" },
        { "too long a preamble", new string('p', 3000) + "\r\n" + Form(Part("name=\"a\"", "1")), "413 MaxPreambleLength" },
        { "endless preamble", new string('p', 30_000), "413 MaxPreambleLength" },
        { "preamble", "preamble\r\n" + Form(Part("name=\"a\"", "1")), "a=1" },
        { "long epilogue", Form(Part("name=\"a\"", "1")) + new string('e', 100_000), "a=1" },
    };

    /// <summary>A whole form of parts without their boundaries.</summary>
    public static string Form(params string[] parts) => string.Concat(parts.Select(part => $"--xyz\r\n{part}\r\n")) + "--xyz--\r\n";

    public static string Part(string parameters, string content, string moreHeaders = "") =>
        $"Content-Disposition: form-data; {parameters}\r\n{moreHeaders}\r\n{content}";
}
