using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Identity;

/// <summary>The administration of accounts.</summary>
static class AccountEndpoints
{
    /// <summary>The policy that lets administrators in; asked anew on each request.</summary>
    public const string Policy = "administrator";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/admin/users").RequireAuthorization(Policy).NeedsScope(AccessScope.Administrate).WithTags("Administration");
        users.MapGet("", List).WithSummary("Accounts, by display name: all, or with kind=active, deactivated or administrators only those.");
        api.MapGet("/admin/sessions", ListAllSessions).RequireAuthorization(Policy).NeedsScope(AccessScope.Administrate).WithTags("Administration").WithSummary("The open sessions of all users, the latest used first.");
        users.MapPost("", Create).WithSummary("Makes an account; the reply has the link with which its user sets the password.");
        users.MapPatch("/{userId:guid}", Update).WithSummary("Changes an account.");
        users.MapPost("/{userId:guid}/deactivate", Deactivate).WithSummary("Deactivates an account and ends its sessions.");
        users.MapPost("/{userId:guid}/reactivate", Reactivate).WithSummary("Lets a user in again.");
        users.MapPost("/{userId:guid}/password-link", CreatePasswordLink).WithSummary("Makes a link with which the user sets a new password.");
        users.MapGet("/{userId:guid}/sessions", ListSessions).WithSummary("A user's open sessions.");
        users.MapDelete("/{userId:guid}/sessions/{sessionId:guid}", EndSession).WithSummary("Ends a user's session.");
    }

    static async Task<Results<Ok<AccountPage>, ProblemHttpResult>> List(
        string? query, string? kind, string? after, AccountAdministrator administrator, CancellationToken cancellationToken, int limit = 50) =>
        ReadKind(kind) is { } wanted ? (await administrator.ListAsync(query, wanted, after, limit, cancellationToken)).ToHttp() : ErrorCode.InvalidRequest.ToProblem();

    static AccountKind? ReadKind(string? text) => text switch
    {
        null or "" => AccountKind.Any,
        "active" => AccountKind.Active,
        "deactivated" => AccountKind.Deactivated,
        "administrators" => AccountKind.Administrators,
        _ => null,
    };

    static async Task<Results<Created<CreatedAccount>, ProblemHttpResult>> Create(
        CreateAccount account, HttpContext context, AccountAdministrator administrator, PublicAddress address, CancellationToken cancellationToken)
    {
        var made = await administrator.CreateAsync(account, cancellationToken);
        if (!made.IsOk(out var created, out var refusal)) return refusal.ToProblem();
        return TypedResults.Created(
            $"/api/v1/users/{created.Account.User.Id}",
            new CreatedAccount { Account = created.Account, PasswordLink = ToContract(created.Link, address.BaseOf(context.Request)) });
    }

    static async Task<Results<Ok<Account>, ProblemHttpResult>> Update(
        Guid userId, UpdateAccount change, AccountAdministrator administrator, CancellationToken cancellationToken) =>
        (await administrator.UpdateAsync(userId, change, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Account>, ProblemHttpResult>> Deactivate(Guid userId, AccountAdministrator administrator, CancellationToken cancellationToken) =>
        (await administrator.DeactivateAsync(userId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Account>, ProblemHttpResult>> Reactivate(Guid userId, AccountAdministrator administrator, CancellationToken cancellationToken) =>
        (await administrator.ReactivateAsync(userId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<PasswordLink>, ProblemHttpResult>> CreatePasswordLink(
        Guid userId, HttpContext context, AccountAdministrator administrator, PublicAddress address, CancellationToken cancellationToken)
    {
        var made = await administrator.ResetPasswordAsync(userId, cancellationToken);
        return made.IsOk(out var link, out var refusal) ? TypedResults.Ok(ToContract(link, address.BaseOf(context.Request))) : refusal.ToProblem();
    }

    static async Task<Results<Ok<OpenSessionPage>, ProblemHttpResult>> ListAllSessions(
        string? after, HttpContext context, AccountAdministrator administrator, CancellationToken cancellationToken, int limit = 50) =>
        (await administrator.ListAllSessionsAsync(context.Caller().SessionId, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<SessionList>, ProblemHttpResult>> ListSessions(
        Guid userId, AccountAdministrator administrator, CancellationToken cancellationToken) =>
        (await administrator.ListSessionsAsync(userId, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> EndSession(
        Guid userId, Guid sessionId, AccountAdministrator administrator, CancellationToken cancellationToken) =>
        (await administrator.EndSessionAsync(userId, sessionId, cancellationToken)).ToHttp();

    /// <summary>The token stands behind a #, so that no server ever logs it.</summary>
    static PasswordLink ToContract(LinkToken link, string baseUrl) => new() { Url = $"{baseUrl}/set-password#{link.Token}", ExpiresAt = link.ExpiresAt };
}
