using System.Buffers;

namespace Messenger.Domain.Search;

/// <summary>A word that a message must have to be worth looking at.</summary>
/// <param name="Text">The word, as <see cref="SearchWords"/> makes them.</param>
/// <param name="IsPrefix">Any word that begins so will do.</param>
public readonly record struct WantedWord(string Text, bool IsPrefix);

/// <summary>A place in a folded text: from <paramref name="Start"/> up to before <paramref name="End"/>.</summary>
public readonly record struct FoldedMatch(int Start, int End);

/// <summary>What somebody types to find messages: terms, of which a message must have all.</summary>
public sealed class SearchQuery
{
    static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„«»「」『』");

    readonly List<Term> _terms = [];

    SearchQuery()
    {
    }

    /// <summary>The words that a message with all terms has in any case; others have them too.</summary>
    public IReadOnlyCollection<WantedWord> Words => [.. _terms.SelectMany(t => t.Words()).Distinct()];

    /// <summary>Nothing is wanted.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>Reads what was typed. A quote that is not closed goes on to the end; what is only punctuation is no term.</summary>
    /// <param name="text">Without unpaired surrogates.</param>
    public static SearchQuery Parse(string text)
    {
        var query = new SearchQuery();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var quote = rest.IndexOfAny(Quotes);
            query.AddWords(quote < 0 ? rest : rest[..quote]);
            if (quote < 0) break;
            rest = rest[(quote + 1)..];
            var close = rest.IndexOfAny(Quotes);
            query.Add(close < 0 ? rest : rest[..close], isPhrase: true);
            rest = close < 0 ? [] : rest[(close + 1)..];
        }
        return query;
    }

    /// <summary>The places of all terms in a text, in order; none if it lacks one.</summary>
    public IReadOnlyList<FoldedMatch> Find(FoldedText text)
    {
        var found = new List<FoldedMatch>();
        foreach (var term in _terms)
        {
            var before = found.Count;
            found.AddRange(term.Find(text));
            if (found.Count == before) return [];
        }
        found.Sort((a, b) => a.Start - b.Start);
        return found;
    }

    /// <summary>How well a text fits in which <see cref="Find"/> has found these places: more of whole words, nearer together, in a shorter text.</summary>
    public static double Fit(FoldedText text, IReadOnlyList<FoldedMatch> matches)
    {
        if (matches.Count == 0) return 0;
        var whole = matches.Count(m => text.StartsRun(m.Start) && (m.End == text.Text.Length || text.StartsRun(m.End)));
        var covered = matches.Sum(m => m.End - m.Start);
        var spread = matches[^1].End - matches[0].Start;
        return (1 + (double)whole / matches.Count) * covered / (covered + Math.Log2(1 + text.Text.Length)) * (1 + (double)Math.Min(covered, spread) / spread);
    }

    void AddWords(ReadOnlySpan<char> text)
    {
        foreach (var range in text.SplitAny(WhiteSpace))
        {
            if (!text[range].IsEmpty) Add(text[range], isPhrase: false);
        }
    }

    void Add(ReadOnlySpan<char> text, bool isPhrase)
    {
        var folded = new FoldedText(text.Trim().ToString());
        var term = new Term(folded, isPhrase);
        if (term.Words().Count > 0) _terms.Add(term);
    }

    /// <summary>As <see cref="char.IsWhiteSpace(char)"/>.</summary>
    static readonly SearchValues<char> WhiteSpace = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    sealed class Term(FoldedText term, bool isPhrase)
    {
        public List<WantedWord> Words()
        {
            var words = new List<WantedWord>();
            for (var start = 0; start < term.Text.Length;)
            {
                var end = term.EndOfRun(start);
                var run = term.Text.AsSpan(start, end - start);
                switch (term.ClassAt(start))
                {
                    case LetterClass.Word:
                        words.Add(new(SearchWords.Cut(run), end == term.Text.Length && !isPhrase));
                        break;
                    case LetterClass.Unspaced when SearchWords.Runes(run) is { Count: > 1 } runes:
                        for (var i = 0; i + 1 < runes.Count; i++) words.Add(new(SearchWords.Pair(runes, i), IsPrefix: false));
                        break;
                    case LetterClass.Unspaced:
                        words.Add(new(run.ToString(), IsPrefix: true));
                        break;
                    case LetterClass.Symbol:
                        foreach (var rune in run.EnumerateRunes()) words.Add(new(rune.ToString(), IsPrefix: false));
                        break;
                    default:
                        break;
                }
                start = end;
            }
            return words;
        }

        public IEnumerable<FoldedMatch> Find(FoldedText text)
        {
            var wanted = term.Text;
            for (var at = text.Text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(wanted, at, StringComparison.Ordinal))
            {
                var end = at + wanted.Length;
                if (IsEdge(text, at) && (IsPrefixOfWord(end - at) || IsEdge(text, end)))
                {
                    yield return new(at, end);
                    at = end;
                }
                else
                {
                    at++;
                }
            }
        }

        bool IsPrefixOfWord(int length) => !isPhrase && term.ClassAt(length - 1) == LetterClass.Word;

        /// <summary>A word does not go on over this place. Within scripts without spaces nobody can tell where words end.</summary>
        static bool IsEdge(FoldedText text, int index) =>
            index == 0 || index == text.Text.Length || text.ClassAt(index) != LetterClass.Word || text.ClassAt(index - 1) != LetterClass.Word;
    }
}
