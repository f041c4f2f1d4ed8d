using Messenger.Contracts;

namespace Messenger.Domain.Messages;

/// <summary>What the text of a message must be, posted or edited.</summary>
static class MessageTexts
{
    /// <summary>Checks it; says whom it mentions.</summary>
    public static Result<MentionedUsers> Check(string text, MessageLimits limits)
    {
        if (text.Length > limits.MaxLength) return ErrorCode.MessageTooLong;
        if (string.IsNullOrWhiteSpace(text)) return ErrorCode.TextEmpty;
        if (!TextRules.IsClean(text)) return ErrorCode.TextInvalid;
        var mentions = MentionedUsers.In(text);
        return mentions.UserIds.Count > limits.MaxMentions ? ErrorCode.TooMany : mentions;
    }
}
