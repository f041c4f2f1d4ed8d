using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Presence;

namespace Messenger.Domain.Directory;

/// <summary>What people say of themselves.</summary>
public interface IProfiles
{
    /// <summary>One profile; null if there is no such user.</summary>
    Task<OwnProfile?> FindAsync(Guid user, CancellationToken cancellationToken);

    /// <summary>Changes one.</summary>
    Task<OwnProfile> UpdateAsync(Guid user, UpdateProfile change, CancellationToken cancellationToken);

    /// <summary>Sets the status; an empty one takes it away.</summary>
    Task SetStatusAsync(Guid user, PersonStatus status, CancellationToken cancellationToken);

    /// <summary>Sets the picture, or takes it away; answers the user as everybody sees him.</summary>
    Task<User> SetAvatarAsync(Guid user, AvatarImage? image, CancellationToken cancellationToken);

    /// <summary>The picture of a user; null without one.</summary>
    Task<AvatarImage?> FindAvatarAsync(Guid user, CancellationToken cancellationToken);
}

/// <summary>Shows profiles, and lets everybody change his own.</summary>
public sealed class ProfileKeeper(IProfiles profiles, IPresence presence, TimeProvider clock)
{
    /// <summary>A colleague's.</summary>
    public async Task<Result<Profile>> GetAsync(Guid user, CancellationToken cancellationToken) =>
        await profiles.FindAsync(user, cancellationToken) is { } found ? found.Profile : ErrorCode.UserNotFound;

    /// <summary>The caller's own.</summary>
    public async Task<Result<OwnProfile>> GetOwnAsync(Guid caller, CancellationToken cancellationToken) =>
        await profiles.FindAsync(caller, cancellationToken) is { } found ? found : ErrorCode.UserNotFound;

    /// <summary>Changes the caller's own.</summary>
    public async Task<Result<OwnProfile>> UpdateAsync(Guid caller, UpdateProfile change, CancellationToken cancellationToken)
    {
        var reason = ProfileRules.CheckPhone(change.Phone) ?? ProfileRules.CheckPinyin(change.Pinyin)
            ?? ProfileRules.CheckTimeZone(change.TimeZone) ?? ProfileRules.CheckLanguage(change.Language);
        if (reason is { } code) return code;
        var changed = await profiles.UpdateAsync(caller, change, cancellationToken);
        if (change.HidesLastSeen is not null) presence.SayAgain(caller);
        return changed;
    }

    /// <summary>Sets the caller's status, and tells those who look at him.</summary>
    public async Task<Result<PersonStatus>> SetStatusAsync(Guid caller, PersonStatus wish, CancellationToken cancellationToken)
    {
        if (!ProfileRules.CheckStatus(wish, clock.GetUtcNow()).IsOk(out var status, out var refusal)) return refusal;
        await profiles.SetStatusAsync(caller, status, cancellationToken);
        presence.SayAgain(caller);
        return status;
    }

    /// <summary>Sets the caller's picture; null takes it away.</summary>
    public async Task<Result<User>> SetAvatarAsync(Guid caller, byte[]? image, CancellationToken cancellationToken)
    {
        AvatarImage? avatar = null;
        if (image is not null && (image.Length > AvatarImage.MaxBytes || (avatar = AvatarImage.Read(image)) is null)) return ErrorCode.InvalidRequest;
        return await profiles.SetAvatarAsync(caller, avatar, cancellationToken);
    }

    /// <summary>A colleague's picture.</summary>
    public async Task<Result<AvatarImage>> GetAvatarAsync(Guid user, CancellationToken cancellationToken) =>
        await profiles.FindAvatarAsync(user, cancellationToken) is { } image ? image : ErrorCode.NotFound;
}
