namespace Messenger.Tests.Search;

/// <summary>Random texts in Chinese and English, of few words, so that they have much in common.</summary>
sealed class Corpus(int seed)
{
    static readonly string[] Pieces =
    [
        "会议", "会议室", "室", "议", "会", "项目", "目标", "发布", "release", "Release", "releases", "plan", "planning", "Plan-B", "café", "CAFE", "re", "é",
        "v2.0", "2", "20", "ｆｕｌｌ", "full", "👍", "👍🏽", "C++", "c", "+", "東京", "とうきょう", "ประชุม", "한국어", "한국", "straße", "İstanbul", "a_b", "a", "b",
        "https://example.com/plan", "𠮷野家", "吉", "l'été", "don't", "ⅷ", "ﬁle", "file",
    ];

    static readonly string[] Joints = [" ", " ", " ", "", "", "，", ", ", "\n", "  ", ".", "-", "\"", "'", "\\", ":*", "&", "|", "!", "(", "%", "_"];

    readonly Random _random = new(seed);

    public string Text(int most)
    {
        var pieces = Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => Any(Pieces) + Any(Joints));
        return string.Concat(pieces).Trim() is { Length: > 0 } text ? text : "x";
    }

    /// <summary>Terms that are in a text, or parts of it, or none of it; quoted now and then.</summary>
    public string Query(string of)
    {
        var terms = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(4) switch
        {
            0 => Any(Pieces),
            1 => Part(Any(Pieces)),
            2 => Part(of),
            _ => $"\"{Part(of)}\"",
        });
        return string.Join(_random.Next(8) == 0 ? "" : " ", terms);
    }

    public T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    string Part(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var start = _random.Next(runes.Count);
        return string.Concat(runes.Skip(start).Take(_random.Next(1, 8)));
    }
}
