using Messenger.Contracts.Conversations;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;

namespace Messenger.Domain.Messages;

/// <summary>
/// Bounds for what goes over the hub: one write must stay below 64 kB, or it delays what comes after it on a slow connection. Sizes are
/// estimates from above of the JSON, in bytes.
/// </summary>
public static class WireSize
{
    /// <summary>The size at which pages and pushes end.</summary>
    public const int Page = 48 * 1024;

    /// <summary>A message without anything that not every message has.</summary>
    public const int Row = 250;

    const int MemberRow = 210;
    const int HeadRow = 540;
    const int Moment = 50; // when something was done, with its name
    const int Act = 105; // when something was done and by whom
    const int Number = 40; // a seq or a version, with its name

    /// <summary>One message.</summary>
    public static int Of(Message message) =>
        Row + (message.ClientMessageId is null ? 0 : 60) + Field(message.Text)
        + (message.EditedAt is null ? 0 : Moment) + (message.Recalled is null ? 0 : Act) + (message.Pinned is null ? 0 : Act)
        + (message.ThreadSeq is null ? 0 : Number) + (message.Thread is null ? 0 : 65) + (message.MentionsEveryone is null ? 0 : 30)
        + (message.System is { } entry ? 100 + Ids(entry.UserIds.Count) + Of(entry.Text) : 0)
        + (message.ReplyTo is { } quote ? 100 + Of(quote.Text) : 0) + (message.Mentions is { } mentions ? 20 + Ids(mentions.Count) : 0)
        + (message.Forwarded is null ? 0 : 110) + (message.Card is null ? 0 : 25) + (message.VanishesAt is null ? 0 : 55)
        + (message.Preview is { } preview ? 70 + Of(preview.Url) + Of(preview.Title) + Of(preview.Description) + Of(preview.SiteName) : 0)
        + (message.Files?.Sum(Of) ?? 0)
        + (message.Urgent is { } urgent ? 60 + Ids(urgent.AskedIds.Count + urgent.ConfirmedIds.Count) : 0)
        + (message.Poll is { } poll ? 160 + poll.Options.Sum(option => 50 + Of(option.Text) + Ids(option.UserIds?.Count ?? 0)) : 0)
        + (message.Reactions?.Sum(reaction => 50 + Of(reaction.Emoji) + Ids(reaction.UserIds.Count)) ?? 0);

    /// <summary>One file of a message.</summary>
    public static int Of(Attachment file) => 360 + Of(file.Name) + Of(file.MediaType) + Of(file.Placeholder) + Of(file.Waveform) + (file.Poster is { } poster ? 130 + Of(poster.Placeholder) : 0);

    /// <summary>One line of a card.</summary>
    public static int Of(CardLine line) => 130 + Of(line.Text);

    /// <summary>One membership.</summary>
    public static int Of(Member member) => member is null ? 0 : MemberRow;

    /// <summary>One head.</summary>
    public static int Of(ConversationHead head) =>
        HeadRow + Field(head.Conversation.Title) + Field(head.Conversation.Description) + (head.Conversation.Announcement is { } announcement ? 120 + Of(announcement.Text) : 0)
        + (head.Conversation.SlowModeSeconds is null ? 0 : Number) + (head.Conversation.AvatarVersion is null ? 0 : Number)
        + (head.Conversation.ArchivedAt is null ? 0 : Moment) + (head.PeerId is null ? 0 : Moment) + (head.LastMessage is { } last ? 15 + Of(last) : 0);

    /// <summary>One thing of a user's own.</summary>
    public static int Of(PersonalItem item) =>
        400 + Of(item.Draft?.Text) + Of(item.Folder?.Name) + Ids(item.Folder?.ConversationIds.Count ?? 0) + Of(item.Saved?.Note) + Of(item.Reminder?.Note)
        + Of(item.Scheduled?.Text) + Of(item.QuietHours?.TimeZone);

    static int Ids(int count) => 40 * count;

    static int Field(string? text) => text is null ? 0 : 20 + Of(text);

    static int Of(string? text)
    {
        var size = 0;
        foreach (var c in text ?? "")
            size += c is < ' ' ? 6 : c is '"' or '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        return size;
    }

    /// <summary>How many of the rows, from the first, fit on a page; at least one.</summary>
    public static int Fit<T>(IReadOnlyList<T> rows, Func<T, int> sizeOf)
    {
        var size = 0;
        for (var i = 0; i < rows.Count; i++)
            if ((size += sizeOf(rows[i])) > Page && i > 0) return i;
        return rows.Count;
    }

    /// <summary>
    /// Cuts changes, each row of which has a version of its own, into pieces that follow each other without a gap and fit on a page each.
    /// </summary>
    public static IEnumerable<ConversationChanges> Cut(ConversationChanges changes)
    {
        var rows = changes.Messages.OrderBy(m => m.Version).ToList();
        if (Fit(rows, Of) == rows.Count)
        {
            yield return changes;
            yield break;
        }
        var after = changes.After;
        for (var start = 0; start < rows.Count;)
        {
            var count = Fit(rows[start..], Of);
            var piece = rows[start..(start += count)];
            var last = start == rows.Count;
            yield return new()
            {
                ConversationId = changes.ConversationId,
                After = after,
                Version = after = last ? changes.Version : piece[^1].Version,
                Messages = piece,
                Members = last ? changes.Members : [],
                Conversation = last ? changes.Conversation : null,
            };
        }
    }
}
