using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Conversations;
using Messenger.Domain.Files;
using Messenger.Domain.Identity;
using Messenger.Domain.Messages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Identity;

/// <summary>Signing in and out, one's own sessions and password.</summary>
static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var anonymous = api.MapGroup("").AllowAnonymous().WithTags("Identity");
        anonymous.MapGet("/sign-in-options", GetOptions).WithSummary("How one can sign in here.");
        anonymous.MapPost("/session", SignIn).RequireRateLimiting(SignInLimit.Policy).WithSummary("Signs in with a password and sets the session cookie.");
        anonymous.MapPost("/setup", SetUp).RequireRateLimiting(SignInLimit.Policy).WithSummary("Makes the first administrator, with the token of the set-up link, and signs him in.");
        anonymous.MapPost("/password-links/redeem", Redeem).RequireRateLimiting(SignInLimit.Policy).WithSummary("Sets a password with the token of a one-time link.");
        var own = api.MapGroup("").WithTags("Identity");
        own.MapGet("/session", Get).WithSummary("Who is signed in, and what this server accepts.");
        own.MapDelete("/session", SignOut).NotForTokens().WithSummary("Signs out.");
        own.MapPut("/session/password", ChangePassword).NotForTokens().RequireRateLimiting(SignInLimit.Policy).WithSummary("Changes one's password; ends one's other sessions.");
        own.MapGet("/sessions", List).NotForTokens().WithSummary("One's open sessions.");
        own.MapDelete("/sessions/{sessionId:guid}", End).NotForTokens().WithSummary("Ends one of one's sessions.");
    }

    static async Task<Ok<SignInOptions>> GetOptions(IAccounts accounts, ExternalProviders providers, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SignInOptions
        {
            SetupNeeded = !await accounts.HaveAdministratorAsync(cancellationToken),
            Providers = [.. providers.All.Select(p => new Contracts.Identity.ExternalProvider { Name = p.Name, DisplayName = p.DisplayName })],
        });

    static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SignIn(
        SignIn request, HttpContext context, SignInDesk desk, KnownDevices devices, SessionEnder ender, SignedInReply reply, CancellationToken cancellationToken)
    {
        var place = context.Place(request.Device) with { KnownDevice = devices.Find(context, request.UserName) };
        var opened = await desk.SignInAsync(request.UserName, request.Password, place, cancellationToken);
        if (opened.IsOk(out _, out _)) devices.Remember(context, request.UserName);
        return await OpenAsync(context, opened, ender, reply, cancellationToken);
    }

    static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SetUp(
        SetUp request, HttpContext context, SignInDesk desk, SessionEnder ender, SignedInReply reply, CancellationToken cancellationToken) =>
        await OpenAsync(context, await desk.SetUpAsync(request, context.Place(device: null), cancellationToken), ender, reply, cancellationToken);

    static async Task<Results<NoContent, ProblemHttpResult>> Redeem(RedeemPasswordLink request, SignInDesk desk, CancellationToken cancellationToken) =>
        (await desk.RedeemAsync(request, cancellationToken)).ToHttp();

    static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> Get(HttpContext context, SignedInReply reply, CancellationToken cancellationToken) =>
        (await reply.ForAsync(context.Caller(), cancellationToken)).ToHttp();

    static async Task<NoContent> SignOut(HttpContext context, SessionEnder ender, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        await ender.EndAsync(caller.UserId, caller.SessionId, SessionEndReason.SignedOut, cancellationToken);
        await context.SignOutAsync(SessionCookie.Scheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        ChangePassword request, HttpContext context, SignInDesk desk, CancellationToken cancellationToken) =>
        (await desk.ChangePasswordAsync(context.Caller(), request, context.Address(), cancellationToken)).ToHttp();

    static async Task<Ok<SessionList>> List(HttpContext context, ISessions sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SessionList { Sessions = await sessions.ListAsync(context.Caller().UserId, context.Caller().SessionId, cancellationToken) });

    static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid sessionId, HttpContext context, SessionEnder ender, CancellationToken cancellationToken) =>
        (await ender.EndAsync(context.Caller().UserId, sessionId, SessionEndReason.EndedByUser, cancellationToken)).ToHttp();

    static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> OpenAsync(
        HttpContext context, Domain.Result<OpenedSession> opened, SessionEnder ender, SignedInReply reply, CancellationToken cancellationToken)
    {
        if (!opened.IsOk(out var session, out var refusal)) return refusal.ToProblem();
        await SessionCookie.ReplaceAsync(context, session, ender, cancellationToken);
        return (await reply.ForAsync(new(session.UserId, session.Id), cancellationToken)).ToHttp();
    }

    /// <summary>Where a request signs in from.</summary>
    public static SignInPlace Place(this HttpContext context, string? device) =>
        new(Domain.TextRules.IsClean(device) && !string.IsNullOrWhiteSpace(device) ? device : DeviceNames.From(context.Request.Headers.UserAgent), context.Address());
}

/// <summary>Shapes the reply to signing in.</summary>
sealed class SignedInReply(
    IAccounts accounts, ISessions sessions, MessageLimits messages, ConversationLimits conversations, FileSettings files, Passwords passwords, Sessions settings)
{
    public async Task<Domain.Result<SignedIn>> ForAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(caller.UserId, cancellationToken) is not { User.Deactivated: false } account) return ErrorCode.NotSignedIn;
        if (await sessions.FindSpanAsync(caller.SessionId, cancellationToken) is not { } span) return ErrorCode.NotSignedIn;
        return new SignedIn
        {
            User = account.User,
            IsAdministrator = account.IsAdministrator,
            HasPassword = account.HasPassword,
            SessionId = caller.SessionId,
            ExpiresAt = span.ExpiresAt,
            Limits = new()
            {
                MessageLength = messages.MaxLength,
                GroupMembers = conversations.MaxMembers,
                ReceiptMembers = conversations.ReceiptMembers,
                EditSeconds = (long)messages.EditWindow.TotalSeconds,
                RecallSeconds = (long)messages.RecallWindow.TotalSeconds,
                VanishSeconds = (long)messages.MaxVanish.TotalSeconds,
                Reactions = messages.MaxReactions,
                Pins = messages.MaxPins,
                FileSize = files.MaxSize,
                FilesOfMessage = files.MaxOfMessage,
                PasswordLength = passwords.MinLength,
            },
            CacheAllowed = settings.AllowDeviceCache,
        };
    }
}
