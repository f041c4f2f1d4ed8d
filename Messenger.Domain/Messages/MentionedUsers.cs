using System.Text.RegularExpressions;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>Whom a text mentions: <c>&lt;@user id&gt;</c>, <c>&lt;@all&gt;</c>, <c>&lt;@here&gt;</c>.</summary>
/// <param name="UserIds">The users named, each once, members or not.</param>
/// <param name="Everyone">The wider of the two words, if there is one.</param>
public sealed partial record MentionedUsers(IReadOnlyList<Guid> UserIds, MentionScope? Everyone)
{
    /// <summary>Nobody.</summary>
    public static MentionedUsers Nobody { get; } = new([], null);

    /// <summary>Reads them from a text.</summary>
    public static MentionedUsers In(string text)
    {
        if (!text.Contains("<@", StringComparison.Ordinal)) return Nobody;
        var users = new List<Guid>();
        MentionScope? everyone = null;
        foreach (var target in Mentions().Matches(text).Select(match => match.Groups[1].Value))
        {
            if (Guid.TryParseExact(target, "D", out var user)) users.Add(user);
            else everyone = target == "all" ? MentionScope.All : everyone ?? MentionScope.Here;
        }
        return new([.. users.Distinct()], everyone);
    }

    [GeneratedRegex("<@(all|here|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>", RegexOptions.CultureInvariant)]
    private static partial Regex Mentions();
}
