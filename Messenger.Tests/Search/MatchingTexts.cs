using Messenger.Contracts.Search;
using Messenger.Domain.Search;
using Xunit;

namespace Messenger.Tests.Search;

/// <summary>What a query finds in a text, and that the index lets nothing of it slip.</summary>
public sealed class MatchingTexts
{
    const int Texts = 20_000;

    [Theory]
    [InlineData("明天三点在会议室", "议室")]
    [InlineData("明天三点在会议室", "议")]
    [InlineData("明天三点在会议室", "室")]
    [InlineData("明天三点在会议室开会", "会议 明天")]
    [InlineData("Release plans", "plan")]
    [InlineData("Release plans", "\"plans\"")]
    [InlineData("Release plans", "PLANS release")]
    [InlineData("the release plan", "\"release plan\"")]
    [InlineData("the release\n  plan", "\"release plan\"")]
    [InlineData("the release plan", "“release plan”")]
    [InlineData("a phrase that goes on", "\"phrase that")]
    [InlineData("Café", "cafe")]
    [InlineData("cafe", "CAFÉ")]
    [InlineData("Cafe\u0301", "café")]
    [InlineData("ｆｕｌｌ ｗｉｄｔｈ", "full")]
    [InlineData("发布v2.0版", "v2")]
    [InlineData("发布v2.0版", "布v2.0版")]
    [InlineData("I like C++", "c++")]
    [InlineData("done 👍🏽", "👍")]
    [InlineData("𠮷野家で", "𠮷野")]
    [InlineData("see a.b(c)", "a.b(")]
    [InlineData("100% sure", "100%")]
    public void Finds(string text, string query) => Assert.NotEmpty(Find(text, query));

    [Theory]
    [InlineData("Release plans", "lease")]
    [InlineData("Release plans", "\"plan\"")]
    [InlineData("Release plans", "release notes")]
    [InlineData("the plan of release", "\"release plan\"")]
    [InlineData("会议室", "会室")]
    [InlineData("会 议", "会议")]
    [InlineData("anything", "%")]
    [InlineData("anything", "\"")]
    [InlineData("anything", "a & !b:*")]
    public void Does_not_find(string text, string query) => Assert.Empty(Find(text, query));

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("()!?")]
    [InlineData("，。")]
    [InlineData(" ")]
    public void Nothing_but_punctuation_is_no_query(string query) => Assert.True(SearchQuery.Parse(query).IsEmpty);

    [Fact]
    public void Finds_what_a_plain_scan_finds_and_the_index_knows_all_of_it()
    {
        var (corpus, found) = (new Corpus(seed: 41), 0);
        for (var i = 0; i < Texts; i++)
        {
            var text = corpus.Text(6);
            var query = corpus.Query(corpus.Chance(2) ? text : corpus.Text(6));

            var matches = Find(text, query);

            Assert.True(NaiveScan.Matches(text, query) == matches.Count > 0, $"'{query}' in '{text}'");
            if (matches.Count == 0) continue;
            found++;
            var words = SearchWords.Of(text, Guid.Empty, null);
            foreach (var wanted in SearchQuery.Parse(query).Words)
                Assert.True(words.Any(w => wanted.IsPrefix ? w.StartsWith(wanted.Text, StringComparison.Ordinal) : w == wanted.Text), $"'{wanted}' of '{query}' in '{text}'");
        }
        Assert.InRange(found, Texts / 20, Texts);
    }

    [Fact]
    public void A_word_of_any_length_is_found()
    {
        var word = new string('x', 5_000);

        Assert.NotEmpty(Find($"a {word} b", word[..150]));
        Assert.Contains(word[..SearchWords.LongestWord], SearchWords.Of(word, Guid.Empty, null));
        Assert.Equal([new WantedWord(word[..SearchWords.LongestWord], IsPrefix: true)], SearchQuery.Parse(word).Words);
    }

    [Theory]
    [InlineData("明天三点在会议室开会", "会议", "明天三点在[会议]室开会")]
    [InlineData("Café or ｃａｆｅ", "cafe", "[Café] or [ｃａｆｅ]")]
    [InlineData("release plan", "release rel", "[release] plan")]
    [InlineData("ﬁle", "f", "[ﬁ]le")]
    [InlineData("👍🏽 👍", "👍", "[👍🏽] [👍]")]
    public void Shows_what_was_found(string text, string query, string shown) => Assert.Equal(shown, Show(text, query));

    [Fact]
    public void Of_a_long_text_the_part_around_the_matches_is_shown()
    {
        var shown = Show($"plan {new string('一', 3_000)}𠮷 release plan {new string('二', 3_000)}", "release plan");

        Assert.StartsWith("…", shown, StringComparison.Ordinal);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.Contains("[release] [plan]", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 100, 200);
    }

    [Fact]
    public void A_mention_is_shown_whole_or_not_at_all()
    {
        var mention = $"<@{Guid.Empty}>";
        for (var lead = 0; lead < 60; lead++)
        {
            var shown = Show($"{new string('a', 200)} {mention}{new string('b', lead)} plan {new string('c', 110)} {mention} {new string('d', 200)}", "plan");
            Assert.Equal(shown.Split("<@").Length, shown.Split(mention).Length);
        }
    }

    [Fact]
    public void What_is_shown_is_the_text_whatever_was_found()
    {
        var corpus = new Corpus(seed: 42);
        for (var i = 0; i < 5_000; i++)
        {
            var text = corpus.Text(40);
            var matches = Find(text, corpus.Query(text));
            var shown = string.Concat(Excerpt.Of(new(text), matches).Select(f => f.Text));
            Assert.Contains(shown.Trim('…'), text.Normalize(), StringComparison.Ordinal);
        }
    }

    static IReadOnlyList<FoldedMatch> Find(string text, string query) => SearchQuery.Parse(query).Find(new(text));

    static string Show(string text, string query)
    {
        IReadOnlyList<Fragment> pieces = Excerpt.Of(new(text), Find(text, query));
        return string.Concat(pieces.Select(p => p.IsMatch ? $"[{p.Text}]" : p.Text));
    }
}
