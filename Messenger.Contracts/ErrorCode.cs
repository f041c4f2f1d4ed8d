using System.Text.Json.Serialization;

namespace Messenger.Contracts;

/// <summary>
/// Why something was refused. The wire carries the name in <see cref="JsonStringEnumMemberNameAttribute"/>; clients turn it into words.
/// A code is never renamed and its number never used again.
/// </summary>
[JsonConverter(typeof(ErrorCodeConverter))]
public enum ErrorCode
{
    /// <summary>The request is malformed: wrong type, missing or unknown value, out of bounds.</summary>
    [JsonStringEnumMemberName("invalid_request")] InvalidRequest = 1,

    /// <summary>No session, or one that has ended or expired. Sign in again.</summary>
    [JsonStringEnumMemberName("not_signed_in")] NotSignedIn = 2,

    /// <summary>Signed in, but without the right to do this.</summary>
    [JsonStringEnumMemberName("forbidden")] Forbidden = 3,

    /// <summary>There is no such thing, or the caller may not know of it.</summary>
    [JsonStringEnumMemberName("not_found")] NotFound = 4,

    /// <summary>The caller is not a member of the conversation, or it does not exist: the answer is the same for both.</summary>
    [JsonStringEnumMemberName("not_a_member")] NotAMember = 5,

    /// <summary>The user's account is deactivated.</summary>
    [JsonStringEnumMemberName("user_deactivated")] UserDeactivated = 6,

    /// <summary>There is no such user.</summary>
    [JsonStringEnumMemberName("user_not_found")] UserNotFound = 7,

    /// <summary>Nothing but white space where a text is needed.</summary>
    [JsonStringEnumMemberName("text_empty")] TextEmpty = 8,

    /// <summary>The message has more UTF-16 code units than the limit that the sign-in reply names.</summary>
    [JsonStringEnumMemberName("message_too_long")] MessageTooLong = 9,

    /// <summary>The text holds U+0000 or another control character, an unpaired surrogate, or bytes that are not UTF-8.</summary>
    [JsonStringEnumMemberName("text_invalid")] TextInvalid = 10,

    /// <summary>A title, name or description is longer than its limit.</summary>
    [JsonStringEnumMemberName("name_too_long")] NameTooLong = 11,

    /// <summary>The group has, or would have, more members than the limit.</summary>
    [JsonStringEnumMemberName("too_many_members")] TooManyMembers = 12,

    /// <summary>This belongs to groups; a direct conversation has no title, roles or changing members.</summary>
    [JsonStringEnumMemberName("not_a_group")] NotAGroup = 13,

    /// <summary>The owner cannot leave or step down before another member owns the group.</summary>
    [JsonStringEnumMemberName("owner_required")] OwnerRequired = 14,

    /// <summary>Too many requests; repeat after <see cref="Refusal.RetryAfterMilliseconds"/>.</summary>
    [JsonStringEnumMemberName("rate_limited")] RateLimited = 15,

    /// <summary>
    /// The server cannot say now whether this was done. Repeat it with the same ids: it is done at most once.
    /// </summary>
    [JsonStringEnumMemberName("unavailable_retry")] UnavailableRetry = 16,

    /// <summary>The user name or the password is wrong, or the account may not sign in: the answer is the same for all.</summary>
    [JsonStringEnumMemberName("wrong_credentials")] WrongCredentials = 17,

    /// <summary>The password is shorter than the limit.</summary>
    [JsonStringEnumMemberName("password_too_short")] PasswordTooShort = 18,

    /// <summary>The password is longer than the limit.</summary>
    [JsonStringEnumMemberName("password_too_long")] PasswordTooLong = 19,

    /// <summary>The password is one of the well-known ones, or contains the product's or the user's name.</summary>
    [JsonStringEnumMemberName("password_too_common")] PasswordTooCommon = 20,

    /// <summary>Another account has this user name.</summary>
    [JsonStringEnumMemberName("user_name_taken")] UserNameTaken = 21,

    /// <summary>The user name has characters that are not allowed, or a length out of bounds.</summary>
    [JsonStringEnumMemberName("user_name_invalid")] UserNameInvalid = 22,

    /// <summary>The link was used already, has expired, or was never given out: the answer is the same for all.</summary>
    [JsonStringEnumMemberName("link_invalid")] LinkInvalid = 23,

    /// <summary>The request comes from a page of another origin, or says nothing of its origin where it must.</summary>
    [JsonStringEnumMemberName("origin_refused")] OriginRefused = 24,

    /// <summary>The last active administrator cannot be deactivated or lose the role.</summary>
    [JsonStringEnumMemberName("administrator_required")] AdministratorRequired = 25,

    /// <summary>A company's identity provider manages this account; it has no password here.</summary>
    [JsonStringEnumMemberName("managed_elsewhere")] ManagedElsewhere = 26,

    /// <summary>A fault of the server; its log says more. The outcome is unknown.</summary>
    [JsonStringEnumMemberName("internal")] Internal = 27,

    /// <summary>The message has been recalled, or is an entry of the system: nothing can be done with it.</summary>
    [JsonStringEnumMemberName("message_gone")] MessageGone = 28,

    /// <summary>The time within which a message can be edited or recalled is over.</summary>
    [JsonStringEnumMemberName("too_late")] TooLate = 29,

    /// <summary>There are as many of these as there may be: emoji under a message, pins in a conversation, mentions in a text.</summary>
    [JsonStringEnumMemberName("too_many")] TooMany = 30,

    /// <summary>Only administrators post in this group, for now or always.</summary>
    [JsonStringEnumMemberName("posting_restricted")] PostingRestricted = 31,

    /// <summary>An administrator of the group has muted the caller; it ends after <see cref="Refusal.RetryAfterMilliseconds"/>.</summary>
    [JsonStringEnumMemberName("muted")] Muted = 32,

    /// <summary>The group is in slow mode; repeat after <see cref="Refusal.RetryAfterMilliseconds"/>.</summary>
    [JsonStringEnumMemberName("slow_mode")] SlowMode = 33,

    /// <summary>The conversation is archived: it is read and no longer written to.</summary>
    [JsonStringEnumMemberName("archived")] Archived = 34,

    /// <summary>The caller may not mention everybody in this group.</summary>
    [JsonStringEnumMemberName("mention_forbidden")] MentionForbidden = 35,

    /// <summary>It was changed since the version that the request names.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict = 36,

    /// <summary>The personal access token lacks the scope for this, or no token may do it.</summary>
    [JsonStringEnumMemberName("scope_missing")] ScopeMissing = 37,

    /// <summary>The file is larger than a file may be, or more came than was announced.</summary>
    [JsonStringEnumMemberName("file_too_large")] FileTooLarge = 38,

    /// <summary>The caller's files, or those of all, would have more bytes than they may.</summary>
    [JsonStringEnumMemberName("quota_exceeded")] QuotaExceeded = 39,

    /// <summary>The file is not here yet, or was not looked at yet, or was refused, or is not the caller's.</summary>
    [JsonStringEnumMemberName("file_not_ready")] FileNotReady = 40,

    /// <summary>The upload goes on at another place: ask where.</summary>
    [JsonStringEnumMemberName("offset_conflict")] OffsetConflict = 41,

    /// <summary>What arrived is not what was sent: send it again.</summary>
    [JsonStringEnumMemberName("checksum_mismatch")] ChecksumMismatch = 42,

    /// <summary>The other one does not take direct messages of the caller.</summary>
    [JsonStringEnumMemberName("blocked")] Blocked = 43,

    /// <summary>Another one beside it has this name.</summary>
    [JsonStringEnumMemberName("name_taken")] NameTaken = 44,

    /// <summary>Something still belongs to it.</summary>
    [JsonStringEnumMemberName("not_empty")] NotEmpty = 45,
}

/// <summary>Names only: a number in the place of a name is refused, as is a name that is not in the list.</summary>
sealed class ErrorCodeConverter() : JsonStringEnumConverter<ErrorCode>(namingPolicy: null, allowIntegerValues: false);
