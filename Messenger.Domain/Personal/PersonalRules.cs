using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Personal;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Personal;

/// <summary>What a user's own things must be. Pure: a wish makes what is written, or a refusal.</summary>
public static class PersonalRules
{
    const int LongestName = 100;
    const int LongestNote = 1_000;
    const int MostInFolder = 500;
    const int MinutesOfDay = 1_440;
    const string QuietKey = "quiet";
    static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);

    /// <summary>Checks all that needs no database. What only the server says is not taken from a client.</summary>
    public static Result<PersonalWrite> Check(SetPersonal wish, MessageLimits limits, DateTimeOffset now)
    {
        var item = wish.Item with { Version = 0, ChangedAt = null };
        if (wish.IfVersion < 0 || Place.Parse(item.Kind, item.Key) is not { } place) return ErrorCode.InvalidRequest;
        object?[] values = [item.Draft, item.Conversation, item.Folder, item.Saved, item.Reminder, item.Scheduled, item.Thread, item.QuietHours, item.Contact];
        if (item.Deleted)
        {
            return values.Any(v => v is not null) ? ErrorCode.InvalidRequest : new PersonalWrite(item) { IfVersion = wish.IfVersion };
        }
        if (values.Count(v => v is not null) != (item.Kind == PersonalKind.Hidden ? 0 : 1)) return ErrorCode.InvalidRequest;
        var write = new PersonalWrite(item) { ConversationId = place.ConversationId, Seq = place.Seq, IfVersion = wish.IfVersion };
        return item switch
        {
            { Kind: PersonalKind.Hidden } => write,
            { Kind: PersonalKind.Draft, Draft: { } draft } => Unless(CheckDraft(draft, limits), write),
            { Kind: PersonalKind.Conversation, Conversation: { } preferences } => Unless(preferences.HiddenUpTo < 0 ? ErrorCode.InvalidRequest : null, write),
            { Kind: PersonalKind.Folder, Folder: { } folder } => Unless(CheckFolder(folder), write),
            { Kind: PersonalKind.Saved, Saved: { } saved } => Unless(CheckNote(saved.Note), write),
            { Kind: PersonalKind.Reminder, Reminder: { } reminder } => Remind(write, reminder, now),
            { Kind: PersonalKind.Scheduled, Scheduled: { } message } => Schedule(write, message, limits, now),
            { Kind: PersonalKind.Thread, Thread: { } thread } => Unless(thread.ReadSeq < 0 ? ErrorCode.InvalidRequest : null, write),
            { Kind: PersonalKind.QuietHours, QuietHours: { } hours } => Unless(CheckHours(hours), write),
            { Kind: PersonalKind.Contact, Contact: { } contact } =>
                Unless(contact.Alias is { } alias ? TextRules.CheckName(alias, LongestName) : null, write with { UserId = place.UserId }),
            _ => ErrorCode.InvalidRequest,
        };
    }

    static Result<PersonalWrite> Unless(ErrorCode? refusal, PersonalWrite write) => refusal is { } code ? code : write;

    static ErrorCode? CheckDraft(Draft draft, MessageLimits limits) =>
        draft.Text.Length > limits.MaxLength ? ErrorCode.MessageTooLong
        : !TextRules.IsClean(draft.Text) ? ErrorCode.TextInvalid
        : draft.ReplyTo < 1 ? ErrorCode.InvalidRequest
        : null;

    static ErrorCode? CheckFolder(Folder folder) =>
        TextRules.CheckName(folder.Name, LongestName)
        ?? (folder.ConversationIds.Count > MostInFolder ? ErrorCode.TooMany
            : folder.ConversationIds.Distinct().Count() < folder.ConversationIds.Count ? ErrorCode.InvalidRequest
            : null);

    static ErrorCode? CheckNote(string? note) => note is null ? null : TextRules.CheckDescription(note, LongestNote);

    static ErrorCode? CheckHours(QuietHours hours) =>
        hours.FromMinute is >= 0 and < MinutesOfDay && hours.UntilMinute is >= 0 and < MinutesOfDay
        && TimeZoneInfo.TryFindSystemTimeZoneById(hours.TimeZone, out var zone) && zone.HasIanaId
        && (hours.Days is null || hours.Days.All(d => d is >= 0 and <= 6) && hours.Days.Distinct().Count() == hours.Days.Count)
            ? null
            : ErrorCode.InvalidRequest;

    static Result<PersonalWrite> Remind(PersonalWrite write, Reminder reminder, DateTimeOffset now)
    {
        if (CheckNote(reminder.Note) is { } wrong) return wrong;
        if (reminder.Seq < 1 || reminder.At > now + FurthestAhead) return ErrorCode.InvalidRequest;
        return write with
        {
            Item = write.Item with { Reminder = reminder with { Due = false } },
            ConversationId = reminder.ConversationId,
            Seq = reminder.Seq,
            DueAt = reminder.At,
        };
    }

    static Result<PersonalWrite> Schedule(PersonalWrite write, ScheduledMessage message, MessageLimits limits, DateTimeOffset now)
    {
        if (!MessageTexts.Check(message.Text, limits).IsOk(out _, out var refusal)) return refusal;
        if (message.ReplyTo < 1 || message.ThreadSeq < 1 || (message.AlsoInMain && message.ThreadSeq is null) || message.At > now + FurthestAhead) return ErrorCode.InvalidRequest;
        return write with
        {
            Item = write.Item with { Scheduled = message with { Refused = null } },
            ConversationId = message.ConversationId,
            DueAt = message.At,
        };
    }

    /// <summary>What a key names.</summary>
    sealed record Place(Guid? ConversationId, long? Seq, Guid? UserId = null)
    {
        /// <summary>Null for a key that is not in the one form that its kind has.</summary>
        public static Place? Parse(PersonalKind kind, string key) => kind switch
        {
            PersonalKind.QuietHours => key == QuietKey ? new(null, null) : null,
            PersonalKind.Folder or PersonalKind.Reminder or PersonalKind.Scheduled => ParseId(key) is null ? null : new(null, null),
            PersonalKind.Contact => ParseId(key) is { } id ? new(null, null, id) : null,
            PersonalKind.Conversation => ParseId(key) is { } id ? new(id, null) : null,
            PersonalKind.Draft => ParseId(key) is { } id ? new(id, null) : ParseMessage(key),
            _ => ParseMessage(key),
        };

        static Place? ParseMessage(string key) =>
            key.Split('/') is [var conversation, var number] && ParseId(conversation) is { } id
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && seq > 0
            && number == seq.ToString(CultureInfo.InvariantCulture)
                ? new(id, seq)
                : null;

        static Guid? ParseId(string text) => Guid.TryParseExact(text, "D", out var id) && text == id.ToString() ? id : null;
    }
}
