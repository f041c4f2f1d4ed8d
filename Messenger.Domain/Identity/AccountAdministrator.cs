using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Directory;

namespace Messenger.Domain.Identity;

/// <summary>What administrators do with accounts. They give out links; they never know a password.</summary>
public sealed class AccountAdministrator(IAccounts accounts, IOneTimeLinks links, ISessions sessions, SessionEnder ender, TimeProvider clock)
{
    const int NameLength = 100;
    const int EmailLength = 254;
    const int MaxPage = 200;

    static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>Whether the caller may do any of this.</summary>
    public async Task<bool> MayAdministrateAsync(Guid caller, CancellationToken cancellationToken) =>
        await accounts.FindAsync(caller, cancellationToken) is { IsAdministrator: true, User.Deactivated: false };

    /// <summary>A page of accounts.</summary>
    public async Task<Result<AccountPage>> ListAsync(string? query, AccountKind kind, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage || query?.Length > NameLength || !TextRules.IsClean(query) || !TextRules.IsClean(after)
            ? ErrorCode.InvalidRequest
            : await accounts.ListAsync(query, kind, after, limit, cancellationToken);

    /// <summary>Makes an account, and a token with which its user sets the password.</summary>
    public async Task<Result<NewAccount>> CreateAsync(CreateAccount account, CancellationToken cancellationToken)
    {
        if (!UserNames.IsValid(account.UserName)) return ErrorCode.UserNameInvalid;
        if (Check(account.DisplayName, account.Email, account.Department, account.Title, account.Phone) is { } error) return error;
        var made = await accounts.CreateAsync(Guid.CreateVersion7(clock.GetUtcNow()), account, cancellationToken);
        if (!made.IsOk(out var created, out var refusal)) return refusal;
        return new NewAccount(created, await CreateLinkAsync(created.User.Id, InvitationLifetime, cancellationToken));
    }

    /// <summary>Changes an account.</summary>
    public async Task<Result<Account>> UpdateAsync(Guid userId, UpdateAccount change, CancellationToken cancellationToken) =>
        Check(change.DisplayName, change.Email, change.Department, change.Title, change.Phone) is { } error ? error : await accounts.UpdateAsync(userId, change, cancellationToken);

    /// <summary>Deactivates an account and ends its sessions.</summary>
    public async Task<Result<Account>> DeactivateAsync(Guid userId, CancellationToken cancellationToken)
    {
        var changed = await accounts.SetActiveAsync(userId, active: false, cancellationToken);
        if (changed.IsOk(out _, out _)) await ender.EndAllAsync(userId, except: null, SessionEndReason.Deactivated, cancellationToken);
        return changed;
    }

    /// <summary>Lets the user in again.</summary>
    public Task<Result<Account>> ReactivateAsync(Guid userId, CancellationToken cancellationToken) =>
        accounts.SetActiveAsync(userId, active: true, cancellationToken);

    /// <summary>A token with which the user sets a new password. The old one stays good until then.</summary>
    public async Task<Result<LinkToken>> ResetPasswordAsync(Guid userId, CancellationToken cancellationToken) =>
        await accounts.FindAsync(userId, cancellationToken) switch
        {
            null => ErrorCode.UserNotFound,
            { External: true } => ErrorCode.ManagedElsewhere,
            { User.Deactivated: true } => ErrorCode.UserDeactivated,
            _ => await CreateLinkAsync(userId, ResetLifetime, cancellationToken),
        };

    /// <summary>A page of the open sessions of all users.</summary>
    public async Task<Result<OpenSessionPage>> ListAllSessionsAsync(Guid current, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage ? ErrorCode.InvalidRequest : await sessions.ListAllAsync(current, after, limit, cancellationToken);

    /// <summary>The open sessions of a user.</summary>
    public async Task<Result<SessionList>> ListSessionsAsync(Guid userId, CancellationToken cancellationToken) =>
        new SessionList { Sessions = await sessions.ListAsync(userId, current: null, cancellationToken) };

    /// <summary>Ends one of them.</summary>
    public Task<Result<Done>> EndSessionAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        ender.EndAsync(userId, sessionId, SessionEndReason.EndedByAdministrator, cancellationToken);

    async Task<LinkToken> CreateLinkAsync(Guid userId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var expiresAt = clock.GetUtcNow() + lifetime;
        return new(await links.CreatePasswordLinkAsync(userId, expiresAt, cancellationToken), expiresAt);
    }

    /// <summary>The reason against a display name, or null.</summary>
    internal static ErrorCode? CheckDisplayName(string name) => TextRules.CheckName(name, NameLength);

    /// <summary>The reason against a mail address, or null; an empty one is none.</summary>
    internal static ErrorCode? CheckEmail(string? email) =>
        string.IsNullOrEmpty(email) ? null
        : email.Length > EmailLength || !TextRules.IsClean(email) || email.IndexOf('@') is var at && (at < 1 || at == email.Length - 1) ? ErrorCode.InvalidRequest
        : null;

    static ErrorCode? Check(string? displayName, string? email, string? department, string? title, string? phone) =>
        (displayName is null ? null : CheckDisplayName(displayName))
        ?? (string.IsNullOrEmpty(department) || DepartmentRules.ParsePath(department).IsOk(out _, out var refusal) ? null : (ErrorCode?)refusal.Code)
        ?? CheckEmail(email) ?? ProfileRules.CheckTitle(title) ?? ProfileRules.CheckPhone(phone);
}

/// <summary>Which accounts are wanted.</summary>
public enum AccountKind
{
    /// <summary>All.</summary>
    Any,

    /// <summary>Those that can be signed in to.</summary>
    Active,

    /// <summary>Those that cannot.</summary>
    Deactivated,

    /// <summary>Those of active administrators.</summary>
    Administrators,
}

/// <summary>The secret part of a one-time link.</summary>
public sealed record LinkToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>A new account and the token for its user.</summary>
public sealed record NewAccount(Account Account, LinkToken Link);
