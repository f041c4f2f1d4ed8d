using System.Text;
using Messenger.Contracts.Files;
using Messenger.Domain.Search;

namespace Messenger.Infrastructure.Search;

/// <summary>Words as PostgreSQL's full text search writes them (tsvector, tsquery). No word has an apostrophe or a backslash: they are no letters and no symbols.</summary>
public static class SearchVector
{
    /// <summary>The words of a message, to be cast to <c>tsvector</c>.</summary>
    public static string Of(string text, Guid sender, IReadOnlyList<Attachment>? files)
    {
        var vector = new StringBuilder();
        foreach (var word in SearchWords.Of(text, sender, files)) vector.Append('\'').Append(word).Append("' ");
        return vector.ToString();
    }

    /// <summary>All of these words, to be cast to <c>tsquery</c>; null for none.</summary>
    public static string? Query(SearchedFor wanted)
    {
        var words = wanted.Words.Select(Term).ToList();
        if (wanted.Filters.SenderId is { } sender) words.Add($"'{SearchWords.Sender(sender)}'");
        if (wanted.Filters.HasFile) words.Add($"'{SearchWords.File}'");
        if (wanted.Filters.HasImage) words.Add($"'{SearchWords.Image}'");
        if (wanted.Filters.HasLink) words.Add($"'{SearchWords.Link}'");
        return words.Count == 0 ? null : string.Join(" & ", words);
    }

    /// <summary>All of these words, to be cast to <c>tsquery</c>; there is one at least.</summary>
    public static string Query(IReadOnlyCollection<WantedWord> words) => string.Join(" & ", words.Select(Term));

    static string Term(WantedWord word) => $"'{word.Text}'{(word.IsPrefix ? ":*" : "")}";
}
