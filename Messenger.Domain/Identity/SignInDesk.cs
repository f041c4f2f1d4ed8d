using Messenger.Contracts;
using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>Where somebody signs in from.</summary>
/// <param name="Device">What the user will recognise the device by.</param>
/// <param name="Address">The address.</param>
/// <param name="KnownDevice">
/// The id of a device that this account was signed in on before. It has a count of failures of its own, so that nobody who guesses at the same
/// address can keep the owner out.
/// </param>
public sealed record SignInPlace(string Device, string? Address, Guid? KnownDevice = null);

/// <summary>Signs people in and lets them set their passwords.</summary>
public sealed class SignInDesk(
    IAccounts accounts, ISessions sessions, ISignInFailures failures, IOneTimeLinks links, PasswordRules rules, SessionEnder ender, TimeProvider clock)
{
    const int LongestName = 256;
    const int DisplayNameLength = 100;
    const int EmailLength = 254;

    /// <summary>Signs in with a password.</summary>
    public async Task<Result<OpenedSession>> SignInAsync(string userName, string password, SignInPlace place, CancellationToken cancellationToken)
    {
        if (password.Length > Passwords.Longest) return ErrorCode.WrongCredentials;
        var from = place.KnownDevice is { } device ? $"device {device}" : place.Address;
        var verified = await TryAsync(userName, from, () => accounts.VerifyAsync(userName, password, cancellationToken), cancellationToken);
        if (!verified.IsOk(out var credentials, out var refusal)) return refusal;
        return await OpenAsync(credentials, place, cancellationToken);
    }

    /// <summary>Signs in somebody whom a company's provider vouches for; <paramref name="create"/> makes the account on the first time.</summary>
    public async Task<Result<OpenedSession>> SignInExternalAsync(
        ExternalIdentity identity, bool create, SignInPlace place, CancellationToken cancellationToken)
    {
        if (!IsStorable(identity.Issuer) || !IsStorable(identity.Subject)) return ErrorCode.WrongCredentials;
        var found = await accounts.FindExternalAsync(identity with
        {
            DisplayName = Fit(identity.DisplayName, DisplayNameLength),
            Department = Fit(identity.Department, DisplayNameLength),
            Email = identity.Email?.Length <= EmailLength ? Fit(identity.Email, EmailLength) : null,
        }, create, cancellationToken);
        if (!found.IsOk(out var credentials, out var refusal)) return refusal;
        return await OpenAsync(credentials, place, cancellationToken);
    }

    /// <summary>Makes the first administrator and signs him in.</summary>
    public async Task<Result<OpenedSession>> SetUpAsync(SetUp request, SignInPlace place, CancellationToken cancellationToken)
    {
        if (!UserNames.IsValid(request.UserName)) return ErrorCode.UserNameInvalid;
        if (TextRules.CheckName(request.DisplayName, DisplayNameLength) is { } nameError) return nameError;
        if (rules.Check(request.Password, request.UserName) is { } passwordError) return passwordError;
        var made = await accounts.SetUpAsync(Guid.CreateVersion7(clock.GetUtcNow()), request, cancellationToken);
        if (!made.IsOk(out var account, out var refusal)) return refusal;
        return await sessions.OpenAsync(account.User.Id, place.Device, place.Address, authorizationId: null, cancellationToken);
    }

    /// <summary>Changes the caller's password; ends his other sessions.</summary>
    public async Task<Result<Done>> ChangePasswordAsync(Caller caller, ChangePassword request, string? address, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(caller.UserId, cancellationToken) is not { } account) return ErrorCode.NotSignedIn;
        if (!account.HasPassword) return ErrorCode.ManagedElsewhere;
        if (rules.Check(request.NewPassword, account.User.UserName) is { } error) return error;
        if (request.CurrentPassword.Length > Passwords.Longest) return ErrorCode.WrongCredentials;
        var verified = await TryAsync(
            account.User.UserName, address, () => accounts.VerifyAsync(account.User.UserName, request.CurrentPassword, cancellationToken), cancellationToken);
        if (!verified.IsOk(out _, out var refusal)) return refusal;
        var set = await accounts.SetPasswordAsync(caller.UserId, request.NewPassword, cancellationToken);
        if (set.IsOk(out _, out _)) await ender.EndAllAsync(caller.UserId, caller.SessionId, SessionEndReason.PasswordChanged, cancellationToken);
        return set;
    }

    /// <summary>Sets a password with the token of a link; ends all sessions of the user.</summary>
    public async Task<Result<Done>> RedeemAsync(RedeemPasswordLink request, CancellationToken cancellationToken)
    {
        // The password is checked first, so that a refused one does not use the link up.
        if (await links.PeekAsync(request.Token, cancellationToken) is not { } owner) return ErrorCode.LinkInvalid;
        if (await accounts.FindAsync(owner, cancellationToken) is not { User.Deactivated: false } account) return ErrorCode.LinkInvalid;
        if (rules.Check(request.NewPassword, account.User.UserName) is { } error) return error;
        if (await links.RedeemAsync(request.Token, cancellationToken) is not { } user) return ErrorCode.LinkInvalid;
        var set = await accounts.SetPasswordAsync(user, request.NewPassword, cancellationToken);
        if (set.IsOk(out _, out _)) await ender.EndAllAsync(user, except: null, SessionEndReason.PasswordChanged, cancellationToken);
        return set;
    }

    /// <summary>
    /// Opens the session, then looks again: a password that was reset, or an account that was deactivated, while this one signed in ended all
    /// sessions that there were, but not this one.
    /// </summary>
    async Task<Result<OpenedSession>> OpenAsync(Credentials credentials, SignInPlace place, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(credentials.UserId, place.Device, place.Address, authorizationId: null, cancellationToken);
        if (await accounts.FindStampAsync(credentials.UserId, cancellationToken) == credentials.Stamp) return session;
        await ender.EndAsync(session.UserId, session.Id, SessionEndReason.PasswordChanged, cancellationToken);
        return ErrorCode.WrongCredentials;
    }

    async Task<Result<Credentials>> TryAsync(
        string userName, string? from, Func<Task<Credentials?>> verify, CancellationToken cancellationToken)
    {
        if (userName.Length > LongestName || !TextRules.IsClean(userName)) return ErrorCode.WrongCredentials;
        var wait = await failures.TryBeginAsync(userName, from, cancellationToken);
        if (wait > TimeSpan.Zero)
            return new Refusal { Code = ErrorCode.RateLimited, RetryAfterMilliseconds = (int)Math.Ceiling(wait.TotalMilliseconds) };
        if (await verify() is not { } credentials) return ErrorCode.WrongCredentials;
        await failures.ForgetAsync(userName, from, cancellationToken);
        return credentials;
    }

    static bool IsStorable(string text) => text.Length is > 0 and <= LongestName && TextRules.IsClean(text);

    /// <summary>What another system says, cut to what we keep; null when it is nothing that we keep.</summary>
    static string? Fit(string? text, int length)
    {
        if (text is null) return null;
        var fitting = text.Trim();
        if (fitting.Length > length) fitting = fitting[..(char.IsHighSurrogate(fitting[length - 1]) ? length - 1 : length)];
        return TextRules.CheckName(fitting, length) is null ? fitting : null;
    }
}
