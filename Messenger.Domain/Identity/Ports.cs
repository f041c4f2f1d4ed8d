using Messenger.Contracts;
using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>The accounts and their passwords.</summary>
public interface IAccounts
{
    /// <summary>Whose password this is; null for an unknown name, a wrong password and a deactivated account, after the same work.</summary>
    Task<Credentials?> VerifyAsync(string userName, string password, CancellationToken cancellationToken);

    /// <summary>
    /// The stamp of an active account: it changes with each new password and each deactivation. Null for a deactivated or unknown one.
    /// </summary>
    Task<string?> FindStampAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>One account.</summary>
    Task<Account?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>A page by display name, deactivated ones too; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<AccountPage>> ListAsync(string? query, AccountKind kind, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Makes an account; <see cref="ErrorCode.UserNameTaken"/>.</summary>
    Task<Result<Account>> CreateAsync(Guid id, CreateAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the first administrator, if there is none and the token is good: both decided in one transaction. <see cref="ErrorCode.LinkInvalid"/>,
    /// <see cref="ErrorCode.UserNameTaken"/>.
    /// </summary>
    Task<Result<Account>> SetUpAsync(Guid id, SetUp request, CancellationToken cancellationToken);

    /// <summary>Changes an account; <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.AdministratorRequired"/>.</summary>
    Task<Result<Account>> UpdateAsync(Guid userId, UpdateAccount change, CancellationToken cancellationToken);

    /// <summary>Deactivates or reactivates; <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.AdministratorRequired"/>.</summary>
    Task<Result<Account>> SetActiveAsync(Guid userId, bool active, CancellationToken cancellationToken);

    /// <summary>Sets a password; <see cref="ErrorCode.ManagedElsewhere"/> for an account of a company's provider.</summary>
    Task<Result<Done>> SetPasswordAsync(Guid userId, string password, CancellationToken cancellationToken);

    /// <summary>Whether there is an active administrator.</summary>
    Task<bool> HaveAdministratorAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The account of a person whom a company's provider vouches for, by issuer and subject; made on the first time if
    /// <paramref name="create"/>. <see cref="ErrorCode.WrongCredentials"/> when there is none, or it is deactivated.
    /// </summary>
    Task<Result<Credentials>> FindExternalAsync(ExternalIdentity identity, bool create, CancellationToken cancellationToken);
}

/// <summary>A user who has proved who he is, and the stamp of the account at that moment.</summary>
public sealed record Credentials(Guid UserId, string Stamp);

/// <summary>What a company's provider says of a person.</summary>
public sealed record ExternalIdentity(string Issuer, string Subject, string? UserName, string? DisplayName, string? Email, string? Department);

/// <summary>Tokens of one-time links.</summary>
public interface IOneTimeLinks
{
    /// <summary>A token to set this user's password; earlier ones become void.</summary>
    Task<string> CreatePasswordLinkAsync(Guid userId, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>A token to make the first administrator; all of them are void once there is one.</summary>
    Task<string> CreateSetUpLinkAsync(DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Whose password the token may set; null if it is void. It stays good.</summary>
    Task<Guid?> PeekAsync(string token, CancellationToken cancellationToken);

    /// <summary>Uses the token up: of any number of callers exactly one is answered with the user.</summary>
    Task<Guid?> RedeemAsync(string token, CancellationToken cancellationToken);
}

/// <summary>Failed sign-ins.</summary>
public interface ISignInFailures
{
    /// <summary>
    /// Begins a try, which counts as failed until it is forgotten: so a hundred tries at once are a hundred, not one. Answers how long no
    /// try is taken; zero if this one is.
    /// </summary>
    /// <param name="userName">The name as typed; it need not exist.</param>
    /// <param name="from">The address, or the device that this account was signed in on before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TimeSpan> TryBeginAsync(string userName, string? from, CancellationToken cancellationToken);

    /// <summary>Forgets them, after a success.</summary>
    Task ForgetAsync(string userName, string? from, CancellationToken cancellationToken);
}

/// <summary>A new session.</summary>
public sealed record OpenedSession(Guid Id, Guid UserId, DateTimeOffset ExpiresAt);

/// <summary>When somebody signed in, and when that ends at the latest.</summary>
public sealed record SessionSpan(DateTimeOffset SignedInAt, DateTimeOffset ExpiresAt);

/// <summary>The sessions.</summary>
public interface ISessions
{
    /// <summary>Opens one.</summary>
    Task<OpenedSession> OpenAsync(Guid userId, string device, string? address, Guid? authorizationId, CancellationToken cancellationToken);

    /// <summary>The open ones of a user, latest used first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(Guid userId, Guid? current, CancellationToken cancellationToken);

    /// <summary>A page of the open sessions of all active users, the latest used first; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<OpenSessionPage>> ListAllAsync(Guid current, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>When an open session began and ends at the latest.</summary>
    Task<SessionSpan?> FindSpanAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends one of the user, with its tokens; false if there is none.</summary>
    Task<bool> EndAsync(Guid userId, Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken);

    /// <summary>Ends all of the user but one, with their tokens.</summary>
    /// <returns>Those that were open.</returns>
    Task<IReadOnlyList<Guid>> EndAllAsync(Guid userId, Guid? except, SessionEndReason reason, CancellationToken cancellationToken);

    /// <summary>Ends the one of an OpenID authorization, with its tokens.</summary>
    Task<IReadOnlyList<Guid>> EndByAuthorizationAsync(Guid authorizationId, SessionEndReason reason, CancellationToken cancellationToken);
}
