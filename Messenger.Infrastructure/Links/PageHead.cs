using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Messenger.Contracts.Messages;
using Messenger.Domain;

namespace Messenger.Infrastructure.Links;

/// <summary>
/// What the head of a page says of it: the title, and the names of Open Graph (https://ogp.me) and Twitter cards. Read token by token, without a tree: a page may
/// be nested as deeply as it likes.
/// </summary>
sealed partial class PageHead
{
    const int MaxTitle = 200;
    const int MaxDescription = 300;
    const int MaxSiteName = 100;

    readonly Dictionary<string, string> _said = new(StringComparer.OrdinalIgnoreCase);
    readonly StringBuilder _title = new();
    string? _charset;

    /// <summary>Reads the beginning of a page.</summary>
    /// <param name="page">Its bytes, possibly cut.</param>
    /// <param name="charset">The encoding that the server named.</param>
    public static PageHead Read(byte[] page, string? charset)
    {
        if (Find(charset) is { } named) return Read(page, named);
        var head = Read(page, Encoding.UTF8);
        return Find(head._charset) is { } said && !said.Equals(Encoding.UTF8) ? Read(page, said) : head;
    }

    /// <summary>The preview of a link to it; null when it has no title.</summary>
    public LinkPreview? Preview(Uri link)
    {
        if (First(MaxTitle, "og:title", "twitter:title") is not { } title && (title = Clean(_title.ToString(), MaxTitle)) is null) return null;
        return new()
        {
            Url = link.AbsoluteUri,
            Title = title,
            Description = First(MaxDescription, "og:description", "twitter:description", "description"),
            SiteName = First(MaxSiteName, "og:site_name", "application-name"),
        };
    }

    static PageHead Read(byte[] page, Encoding encoding)
    {
        using var reader = new StreamReader(new MemoryStream(page), encoding); // a byte order mark says more than both
        using var source = new TextSource(reader.ReadToEnd());
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true, ShouldEmitAttribute = IsOfMeta };
        var head = new PageHead();
        head.Read(tokens);
        return head;
    }

    static bool IsOfMeta(ref AngleSharp.Html.Parser.Tokens.Struct.StructHtmlToken tag, ReadOnlyMemory<char> name) =>
        tag.Name == "meta" && name.Span is "name" or "property" or "content" or "charset";

    static Encoding? Find(string? charset)
    {
        try
        {
            return charset is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim('"', '\'', ' ')) ?? Encoding.GetEncoding(charset.Trim('"', '\'', ' '));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    void Read(HtmlTokenizer tokens)
    {
        var inTitle = false;
        while (tokens.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            switch (token.Type, token.Name)
            {
                case (HtmlTokenType.StartTag, "body") or (HtmlTokenType.EndTag, "head"):
                    return;
                case (HtmlTokenType.StartTag, "meta"):
                    Take((HtmlTagToken)token);
                    break;
                case (HtmlTokenType.StartTag, "title"):
                    tokens.State = HtmlParseMode.RCData;
                    inTitle = _title.Length == 0;
                    break;
                case (HtmlTokenType.EndTag, "title"):
                    inTitle = false;
                    break;
                case (HtmlTokenType.StartTag, "script"):
                    tokens.State = HtmlParseMode.Script;
                    break;
                case (HtmlTokenType.StartTag, "style" or "noscript" or "noframes"):
                    tokens.State = HtmlParseMode.Rawtext;
                    break;
                case (HtmlTokenType.Character, _) when inTitle:
                    _title.Append(token.Data);
                    break;
            }
        }
    }

    void Take(HtmlTagToken meta)
    {
        if (meta.GetAttribute("charset") is { Length: > 0 } charset) _charset ??= charset;
        var content = meta.GetAttribute("content");
        if (string.IsNullOrWhiteSpace(content)) return;
        foreach (var name in (string[])[meta.GetAttribute("property"), meta.GetAttribute("name")])
            if (!string.IsNullOrEmpty(name)) _said.TryAdd(name, content);
        if (_charset is null && CharsetOf().Match(content) is { Success: true } match) _charset = match.Groups[1].Value;
    }

    string? First(int maxLength, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_said.TryGetValue(name, out var text) && Clean(text, maxLength) is { } clean) return clean;
        return null;
    }

    /// <summary>One line without what a screen does not show or what would turn the line around.</summary>
    static string? Clean(string text, int maxLength)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (rune != Rune.ReplacementChar && !TextRules.IsMisleading(rune))
            {
                if (clean.Length + rune.Utf16SequenceLength > maxLength) break;
                clean.Append(rune.ToString());
            }
        }
        var line = clean.ToString().TrimEnd();
        return line.Length == 0 ? null : line;
    }

    [GeneratedRegex("""^text/html;\s*charset=([\w-]+)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CharsetOf();
}
