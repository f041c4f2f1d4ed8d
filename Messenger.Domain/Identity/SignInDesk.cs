using Messenger.Contracts;
using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>Where somebody signs in from.</summary>
public sealed record SignInPlace(string Device, string? Address);

/// <summary>Signs people in and lets them set their passwords.</summary>
public sealed class SignInDesk(
    IAccounts accounts, ISessions sessions, ISignInFailures failures, IOneTimeLinks links, PasswordRules rules, SessionEnder ender, TimeProvider clock)
{
    const int LongestName = 256;
    const int DisplayNameLength = 100;

    /// <summary>Signs in with a password.</summary>
    public async Task<Result<OpenedSession>> SignInAsync(string userName, string password, SignInPlace place, CancellationToken cancellationToken)
    {
        var verified = await VerifyAsync(userName, place.Address, () => accounts.VerifyAsync(userName, password, cancellationToken), password, cancellationToken);
        if (!verified.IsOk(out var user, out var refusal)) return refusal;
        return await sessions.OpenAsync(user, place.Device, place.Address, authorizationId: null, cancellationToken);
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
        var verified = await VerifyAsync(
            account.User.UserName, address,
            async () => await accounts.VerifyAsync(caller.UserId, request.CurrentPassword, cancellationToken) ? caller.UserId : null,
            request.CurrentPassword, cancellationToken);
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

    async Task<Result<Guid>> VerifyAsync(
        string userName, string? address, Func<Task<Guid?>> verify, string password, CancellationToken cancellationToken)
    {
        if (userName.Length > LongestName || password.Length > Passwords.Longest || !TextRules.IsClean(userName)) return ErrorCode.WrongCredentials;
        var wait = await failures.GetWaitAsync(userName, address, cancellationToken);
        if (wait > TimeSpan.Zero)
            return new Refusal { Code = ErrorCode.RateLimited, RetryAfterMilliseconds = (int)Math.Ceiling(wait.TotalMilliseconds) };
        if (await verify() is not { } user)
        {
            await failures.AddAsync(userName, address, cancellationToken);
            return ErrorCode.WrongCredentials;
        }
        await failures.ForgetAsync(userName, address, cancellationToken);
        return user;
    }
}
