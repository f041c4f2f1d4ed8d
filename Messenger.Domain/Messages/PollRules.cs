using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>What a poll must be, and who may choose what.</summary>
static class PollRules
{
    const int LongestOption = 100;
    static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);

    /// <summary>What speaks against a new poll.</summary>
    public static ErrorCode? Check(NewPoll poll, DateTimeOffset now)
    {
        if (poll.Options.Count is < 2 or > 20 || poll.Options.Distinct().Count() < poll.Options.Count) return ErrorCode.InvalidRequest;
        if (poll.ClosesAt <= now || poll.ClosesAt > now + LongestTime) return ErrorCode.InvalidRequest;
        return poll.Options.Select(option => TextRules.CheckName(option, LongestOption)).FirstOrDefault(wrong => wrong is not null);
    }

    /// <summary>The poll before anybody has voted.</summary>
    public static Poll Open(NewPoll poll) => new()
    {
        Options = [.. poll.Options.Select(option => new PollOption { Text = option, UserIds = poll.Anonymous ? null : [] })],
        Multiple = poll.Multiple,
        Anonymous = poll.Anonymous,
        ClosesAt = poll.ClosesAt?.ToUniversalTime(),
    };

    /// <summary>It takes no more votes.</summary>
    public static bool IsClosed(Poll poll, DateTimeOffset now) => poll.Closed || poll.ClosesAt <= now;

    /// <summary>These can be chosen together.</summary>
    public static bool CanChoose(Poll poll, IReadOnlyList<int> options) =>
        options.Distinct().Count() == options.Count && options.All(o => o >= 0 && o < poll.Options.Count) && (poll.Multiple || options.Count <= 1);
}
