using System.Text;

namespace Messenger.Bench;

/// <summary>
/// Makes up texts: two thirds Chinese, a fifth English, the rest mixed. How often a word comes follows Zipf's law, as in any language, and Chinese words are made of
/// characters that follow it too.
/// </summary>
sealed class Babble
{
    const int Characters = 3_500;
    const int Words = 20_000;

    readonly Random _random = new(20_261_126);
    readonly int[] _characters;
    readonly string[] _chinese;
    readonly string[] _english;

    public Babble()
    {
        _characters = [.. Enumerable.Range(0x4E00, Characters * 4).Where(c => c % 4 == 0)];
        _random.Shuffle(_characters);
        _chinese = [.. Enumerable.Range(0, Words).Select(_ => ChineseWord())];
        _english = [.. Enumerable.Range(0, Words).Select(_ => EnglishWord())];
    }

    /// <summary>The English word of a rank, from 0, the most frequent.</summary>
    public string English(int rank) => _english[rank];

    /// <summary>The Chinese word of a rank, from 0.</summary>
    public string Chinese(int rank) => _chinese[rank];

    /// <summary>The Chinese character of a rank, from 0.</summary>
    public string Character(int rank) => char.ConvertFromUtf32(_characters[rank]);

    public string Text()
    {
        var text = new StringBuilder();
        var language = _random.NextDouble();
        for (var left = _random.Next(3, 25); left > 0; left--)
        {
            if (language < 0.65 || language >= 0.85 && _random.Next(2) == 0) text.Append(_chinese[Rank(Words)]).Append(_random.Next(6) == 0 ? "，" : "");
            else text.Append(' ').Append(_english[Rank(Words)]).Append(' ');
        }
        return text.ToString();
    }

    string ChineseWord() => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Character(Rank(Characters))));

    string EnglishWord() => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => "bcdfghklmnprstvw"[_random.Next(16)] + "aeiou"[_random.Next(5)].ToString()));

    /// <summary>The inverse of Zipf's distribution with exponent 1, approximately.</summary>
    int Rank(int count) => (int)Math.Pow(count, _random.NextDouble()) - 1;
}
