using System.Globalization;

namespace Messenger.Domain.Messages;

/// <summary>A place in an order of messages by time, the newest first, and the cursor for what comes behind it.</summary>
public sealed record MessagePlace(DateTimeOffset PostedAt, Guid ConversationId, long Seq)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for a text that is none of ours.</summary>
    public static MessagePlace? Parse(string text) =>
        text.Split('.') is [var time, var id, var number]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var conversation) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(new(ticks, TimeSpan.Zero), conversation, seq)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PostedAt.UtcTicks}.{ConversationId:N}.{Seq}");
}
