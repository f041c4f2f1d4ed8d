using Messenger.Contracts.Search;

namespace Messenger.Domain.Search;

/// <summary>The part of a text that shows why it was found.</summary>
public static class Excerpt
{
    const int Length = 160;
    const int Lead = 40;
    const string Ellipsis = "…";

    /// <summary>The characters of a mention of one user.</summary>
    const int LongestMention = 39;

    /// <summary>A part of the text in pieces, around the place where the most of what was searched for stands together.</summary>
    public static IReadOnlyList<Fragment> Of(FoldedText text, IReadOnlyList<FoldedMatch> matches)
    {
        var places = matches.Select(m => (Start: text.OriginOf(m.Start), End: EndOf(text, m.End))).ToList();
        var from = places.Count == 0 ? 0 : Math.Max(0, Best(places) - Lead);
        var to = Math.Min(text.Original.Length, from + Length);
        from = Whole(text.Original, Math.Max(0, Math.Min(from, to - Length)));
        to = Whole(text.Original, to);

        var pieces = new List<Fragment>();
        var at = from;
        foreach (var (start, end) in places.Where(p => p.End > from && p.Start < to))
        {
            if (end <= at) continue; // Terms may overlap.
            Add(pieces, text.Original[at..Math.Max(at, start)], isMatch: false);
            Add(pieces, text.Original[Math.Max(at, start)..Math.Min(end, to)], isMatch: true);
            at = Math.Min(end, to);
        }
        Add(pieces, text.Original[at..to], isMatch: false);
        if (from > 0) pieces.Insert(0, new() { Text = Ellipsis });
        if (to < text.Original.Length) pieces.Add(new() { Text = Ellipsis });
        return pieces;
    }

    /// <summary>The original end of what a match covers: up to where the character after it comes from.</summary>
    static int EndOf(FoldedText text, int end)
    {
        var origin = text.OriginOf(end);
        // One character may fold to several, of which the match has only the first.
        var last = text.OriginOf(end - 1);
        return origin > last ? origin : last + (char.IsHighSurrogate(text.Original[last]) ? 2 : 1);
    }

    static int Best(List<(int Start, int End)> places)
    {
        var (best, most, first) = (places[0].Start, 0, 0);
        for (var last = 0; last < places.Count; last++)
        {
            while (places[last].Start - places[first].Start > Length - 2 * Lead) first++;
            if (last - first + 1 <= most) continue;
            (best, most) = (places[first].Start, last - first + 1);
        }
        return best;
    }

    /// <summary>A place at or before another that cuts neither a pair of surrogates nor a mention, <c>&lt;@id&gt;</c>, apart.</summary>
    static int Whole(string text, int index)
    {
        if (index <= 0 || index >= text.Length) return index;
        var mention = text.LastIndexOf("<@", index - 1, Math.Min(index, LongestMention), StringComparison.Ordinal);
        if (mention >= 0 && text.IndexOf('>', mention) is var end && end >= index && end - mention < LongestMention) return mention;
        return char.IsLowSurrogate(text[index]) ? index - 1 : index;
    }

    static void Add(List<Fragment> pieces, string text, bool isMatch)
    {
        if (text.Length > 0) pieces.Add(new() { Text = text, IsMatch = isMatch });
    }
}
