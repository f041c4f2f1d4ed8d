using System.Globalization;

namespace Messenger.Infrastructure.Conversations;

/// <summary>
/// What a client has seen: all that was committed before the transaction <paramref name="Since"/>, in the state <paramref name="Epoch"/> of the
/// database. Between the pages of one answer also where it is, and what it will have seen at the end.
/// </summary>
/// <param name="Epoch">The server epoch.</param>
/// <param name="Since">Changes by this transaction and later ones are still to come; 0 for everything.</param>
/// <param name="Page">Where the next page begins; null at the end.</param>
sealed record SyncToken(Guid Epoch, ulong Since, SyncPage? Page)
{
    public static SyncToken? Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is not (2 or 5) || !Guid.TryParseExact(parts[0], "N", out var epoch) || !TryParse(parts[1], out var since)) return null;
        if (parts.Length == 2) return new(epoch, since, null);
        return TryParse(parts[2], out var until) && HeadCursor.Parse(parts[3] + "." + parts[4]) is { } after ? new(epoch, since, new(until, after)) : null;
    }

    static bool TryParse(string text, out ulong value) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Epoch:N}.{Since}") + (Page is { } page ? string.Create(CultureInfo.InvariantCulture, $".{page.Until}.{page.After}") : "");
}

/// <summary>Where a paged sync is.</summary>
/// <param name="Until">What the client will have seen at the end: the state when the first page was read.</param>
/// <param name="After">The last conversation of the page before.</param>
sealed record SyncPage(ulong Until, HeadCursor After);

/// <summary>A place in a list of conversations by latest activity.</summary>
sealed record HeadCursor(DateTimeOffset ActiveAt, Guid Id)
{
    public static HeadCursor? Parse(string text) =>
        text.Split('.') is [var time, var id]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var conversation)
            ? new(new(ticks, TimeSpan.Zero), conversation)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ActiveAt.UtcTicks}.{Id:N}");
}
