using System.Globalization;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api;

/// <summary>The one conversion from results of use cases to HTTP: a refusal becomes a ProblemDetails with its <c>code</c>.</summary>
static class HttpResults
{
    const string Code = "code";
    const string RetryAfter = "retryAfterMilliseconds";

    /// <summary>
    /// Lets every answer without a body of its own (a route that does not exist, a body that is no JSON, a fault) carry a code too, and
    /// adds <c>Retry-After</c>.
    /// </summary>
    public static IServiceCollection AddRefusals(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions.Remove("traceId");
            problem.Extensions.TryAdd(Code, WireName(CodeOf(context.HttpContext.Response.StatusCode)));
            if (problem.Extensions.TryGetValue(RetryAfter, out var wait) && wait is int milliseconds)
                context.HttpContext.Response.Headers.RetryAfter =
                    Math.Max(1, (milliseconds + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        });

    /// <summary>The value as 200, or the refusal.</summary>
    public static Results<Ok<T>, ProblemHttpResult> ToHttp<T>(this Result<T> result)
        where T : notnull =>
        result.IsOk(out var value, out var refusal) ? TypedResults.Ok(value) : refusal.ToProblem();

    /// <summary>Nothing as 204, or the refusal.</summary>
    public static Results<NoContent, ProblemHttpResult> ToHttp(this Result<Done> result) =>
        result.IsOk(out _, out var refusal) ? TypedResults.NoContent() : refusal.ToProblem();

    /// <summary>The refusal alone.</summary>
    public static ProblemHttpResult ToProblem(this ErrorCode code) => new Refusal { Code = code }.ToProblem();

    /// <summary>The refusal alone.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) => refusal.ToProblem(StatusOf(refusal.Code));

    /// <summary>The refusal with the status that a protocol demands.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal, int status)
    {
        var extensions = new Dictionary<string, object?> { [Code] = WireName(refusal.Code) };
        if (refusal.RetryAfterMilliseconds is { } wait)
            extensions[RetryAfter] = wait;
        return TypedResults.Problem(statusCode: status, extensions: extensions);
    }

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.InvalidRequest or ErrorCode.NotAGroup => StatusCodes.Status400BadRequest,
        ErrorCode.NotSignedIn or ErrorCode.WrongCredentials => StatusCodes.Status401Unauthorized,
        ErrorCode.Forbidden or ErrorCode.NotAMember or ErrorCode.OriginRefused or ErrorCode.ManagedElsewhere
            or ErrorCode.Blocked or ErrorCode.ScopeMissing or ErrorCode.PostingRestricted or ErrorCode.Muted or ErrorCode.MentionForbidden =>
            StatusCodes.Status403Forbidden,
        ErrorCode.NotFound or ErrorCode.UserNotFound => StatusCodes.Status404NotFound,
        ErrorCode.UserDeactivated or ErrorCode.UserNameTaken or ErrorCode.OwnerRequired or ErrorCode.AdministratorRequired
            or ErrorCode.TooManyMembers or ErrorCode.MessageGone or ErrorCode.TooLate or ErrorCode.TooMany or ErrorCode.Archived or ErrorCode.Conflict
            or ErrorCode.FileNotReady or ErrorCode.OffsetConflict or ErrorCode.NameTaken or ErrorCode.NotEmpty => StatusCodes.Status409Conflict,
        ErrorCode.LinkInvalid => StatusCodes.Status410Gone,
        ErrorCode.TextEmpty or ErrorCode.MessageTooLong or ErrorCode.TextInvalid or ErrorCode.NameTooLong or ErrorCode.PasswordTooShort
            or ErrorCode.PasswordTooLong or ErrorCode.PasswordTooCommon or ErrorCode.UserNameInvalid =>
            StatusCodes.Status422UnprocessableEntity,
        ErrorCode.FileTooLarge or ErrorCode.QuotaExceeded => StatusCodes.Status413PayloadTooLarge,
        ErrorCode.ChecksumMismatch => 460, // of the checksum extension of tus
        ErrorCode.RateLimited or ErrorCode.SlowMode => StatusCodes.Status429TooManyRequests,
        ErrorCode.UnavailableRetry => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    static ErrorCode CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCode.NotSignedIn,
        StatusCodes.Status403Forbidden => ErrorCode.Forbidden,
        StatusCodes.Status404NotFound => ErrorCode.NotFound,
        StatusCodes.Status429TooManyRequests => ErrorCode.RateLimited,
        StatusCodes.Status503ServiceUnavailable => ErrorCode.UnavailableRetry,
        >= 500 => ErrorCode.Internal,
        _ => ErrorCode.InvalidRequest,
    };

    /// <summary>The name of a code on the wire.</summary>
    public static string WireName(this ErrorCode code) => JsonSerializer.SerializeToElement(code, ContractsJson.Default.ErrorCode).GetString()!;
}
