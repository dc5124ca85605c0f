using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Why a form is not read, by a status that is neither that of a limit nor that of a malformed form.</summary>
internal sealed class FormRefusal : Exception
{
    private FormRefusal(int status, string code, string message)
        : base(message)
        => (Status, Code) = (status, code);

    /// <summary>The status of the answer.</summary>
    public int Status { get; }

    /// <summary>The code by which a program tells this problem from others.</summary>
    public string Code { get; }

    public static FormRefusal CrossSite() =>
        new(StatusCodes.Status403Forbidden, "cross_site", "The form was sent from a page of another site.");

    public static FormRefusal Antiforgery() =>
        new(StatusCodes.Status400BadRequest, "antiforgery", "The form has no valid antiforgery token: load its page again.");

    public static FormRefusal ContentType() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "content_type",
        "The body must be a form in UTF-8, and its Content-Type must say so (application/x-www-form-urlencoded or multipart/form-data).");

    public static FormRefusal Server(int status) => status == StatusCodes.Status413PayloadTooLarge
        ? new(status, "over_limit", "The body is longer than the server accepts (MaxRequestBodySize).")
        : new(status, "malformed", "The body could not be read.");
}
