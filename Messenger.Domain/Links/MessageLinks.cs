using System.Text.RegularExpressions;

namespace Messenger.Domain.Links;

/// <summary>The links in the text of a message.</summary>
public static partial class MessageLinks
{
    const int MaxLength = 2_048;

    /// <summary>The first link to a page outside of quoted code, if it has one that may be read: http or https, without a password.</summary>
    public static Uri? First(string? text)
    {
        if (text is null || !text.Contains("://", StringComparison.Ordinal)) return null;
        foreach (Match match in CodeOrLink().Matches(text))
            if (match.Groups["link"] is { Success: true, Value: var link } && Read(link) is { } address) return address;
        return null;
    }

    static Uri? Read(string link)
    {
        link = link.TrimEnd('.', ',', ';', ':', '!', '?', '*', '_', '~', '\'');
        // What closes a bracket that was opened before the link is not its end.
        while (link.EndsWith(')') && link.Count(c => c == ')') > link.Count(c => c == '(')) link = link[..^1].TrimEnd('.', ',', ';', ':', '!', '?');
        return link.Length <= MaxLength && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address
            : null;
    }

    /// <summary>Chinese punctuation and brackets end a link: people write no space before them.</summary>
    [GeneratedRegex("""(?s:```.*?```)|`[^`\n]*`|(?<link>https?://[^\s<>"`|\\^{}\[\]，。、；：！？（）《》〈〉「」『』【】“”‘’…\u00a0\u3000]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodeOrLink();
}
