using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>Makes a new message of messages of another conversation: copies, which stay when the originals go.</summary>
public sealed class MessageForwarder(IMessageReader reader, MessageLimits limits)
{
    const int MostLines = 100;
    const int PreviewLines = 4;
    const int PreviewLength = 160;

    /// <summary>UTF-16 code units of all texts of a card together.</summary>
    const int LongestCard = 200_000;

    /// <summary>The message with what is forwarded; <see cref="ErrorCode.NotFound"/> when some of that cannot be.</summary>
    public async Task<Result<NewMessage>> FillAsync(NewMessage message, Forward wish, CancellationToken cancellationToken)
    {
        if (wish.Seqs.Count is < 1 or > MostLines || wish.Seqs.Count > 1 && !wish.AsCard || wish.Seqs.Any(seq => seq < 1)) return ErrorCode.InvalidRequest;
        if (!(await reader.GetTextsAsync(message.SenderId, wish.ConversationId, wish.Seqs, cancellationToken)).IsOk(out var texts, out var refusal)) return refusal;
        if (texts.Count < wish.Seqs.Distinct().Count()) return ErrorCode.NotFound;
        if (!wish.AsCard)
            return message with { Text = texts[0].Line.Text, Files = texts[0].Files, Forwarded = new() { SenderId = texts[0].Line.SenderId, PostedAt = texts[0].Line.PostedAt } };
        var lines = texts.Select(LineOf).ToList();
        if (lines.Sum(line => line.Text.Length) > LongestCard) return ErrorCode.MessageTooLong;
        return message with { Text = PreviewOf(lines), Card = lines };
    }

    /// <summary>A card has no files: their names stand for them.</summary>
    static CardLine LineOf(TextToForward text) => text.Files is not { } files
        ? text.Line
        : text.Line with { Text = string.Join('\n', [.. files.Select(f => f.Name), .. text.Line.Text.Length > 0 ? [text.Line.Text] : Array.Empty<string>()]) };

    /// <summary>What is shown without opening the card, and by clients that know no cards. Mentions in it call nobody.</summary>
    string PreviewOf(IReadOnlyList<CardLine> lines)
    {
        var preview = new StringBuilder();
        foreach (var line in lines.Take(PreviewLines))
        {
            if (preview.Length > 0) preview.Append('\n');
            var text = line.Text.ReplaceLineEndings(" ").Trim();
            preview.Append(CutTo(text, Math.Min(PreviewLength, limits.MaxLength / (PreviewLines + 1))));
        }
        return preview.ToString();
    }

    static string CutTo(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
