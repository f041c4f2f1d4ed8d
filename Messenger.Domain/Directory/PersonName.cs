using System.Text;
using Messenger.Domain.Search;

namespace Messenger.Domain.Directory;

/// <summary>
/// A display name as people look for it: by its characters, by how they are read, by initials, and by any mixture of these from one character or word on,
/// such as <c>王芳</c>, <c>wangfang</c>, <c>wf</c>, <c>wangf</c> and <c>王f</c>.
/// </summary>
public sealed class PersonName
{
    readonly FoldedText _folded;
    readonly Unit[] _units;

    /// <summary>Reads a name.</summary>
    /// <param name="displayName">The name, without unpaired surrogates.</param>
    /// <param name="givenPinyin">What its owner says of how it is read; null for what is usual.</param>
    /// <param name="romanizer">Knows what is usual.</param>
    public PersonName(string displayName, string? givenPinyin, IRomanizer romanizer)
    {
        _folded = new(displayName);
        _units = Split(_folded, givenPinyin?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], romanizer);
        var syllables = _units.Where(u => u.IsHan).Select(u => u.Readings[0]).Where(r => r.Length > 0).ToList();
        Pinyin = syllables.Count == 0 ? null : string.Join(' ', syllables);
        SortKey = string.Concat(_units.Select(u => u.Readings is [{ Length: > 0 } first, ..] ? first : u.Text));
    }

    /// <summary>The readings of its Chinese characters, apart by spaces; null without any.</summary>
    public string? Pinyin { get; }

    /// <summary>Names in this order are in that of their readings.</summary>
    public string SortKey { get; }

    /// <summary>The name, in the composed form.</summary>
    public string Text => _folded.Original;

    /// <summary>Where a term fits, from the beginning if it does there; null if it fits nowhere.</summary>
    /// <param name="term">The folded term.</param>
    public NameFit? Fit(string term)
    {
        for (var first = 0; first < _units.Length; first++)
        {
            if (FitFrom(first, term, 0) is not { } last) continue;
            return new(_units[first].Start, _units[last.Unit].End, AtBeginning: first == 0, Whole: first == 0 && last.Unit == _units.Length - 1 && last.WholeUnit);
        }
        return null;
    }

    (int Unit, bool WholeUnit)? FitFrom(int index, string term, int at)
    {
        if (index == _units.Length) return null;
        var unit = _units[index];
        // Spaces in a term part readings, as in "wang fang"; they need not be there.
        while (at < term.Length && term[at] is ' ' or '\'') at++;
        if (at == term.Length) return null;
        if (Continue(unit.Text, wholeOnly: unit.IsHan) is { } byText) return byText;
        foreach (var reading in unit.Readings)
            if (Continue(reading, wholeOnly: false) is { } byReading) return byReading;
        return null;

        (int, bool)? Continue(string key, bool wholeOnly)
        {
            var common = key.AsSpan().CommonPrefixLength(term.AsSpan(at));
            if (common == 0 || wholeOnly && common < key.Length) return null;
            if (at + common == term.Length) return (index, common == key.Length);
            for (var taken = common; taken > 0; taken--)
            {
                if (FitFrom(index + 1, term, at + taken) is { } rest) return (rest.Unit, rest.WholeUnit && taken == key.Length);
                if (wholeOnly) break;
            }
            return null;
        }
    }

    static Unit[] Split(FoldedText folded, string[] given, IRomanizer romanizer)
    {
        var units = new List<Unit>();
        for (var start = 0; start < folded.Text.Length;)
        {
            var end = folded.EndOfRun(start);
            if (folded.ClassAt(start) == LetterClass.Word)
            {
                var word = folded.Text[start..end];
                units.Add(new(word, ReadWord(word, romanizer), folded.OriginOf(start), folded.OriginOf(end), IsHan: false));
            }
            else if (folded.ClassAt(start) == LetterClass.Unspaced)
            {
                for (var at = start; at < end;)
                {
                    Rune.DecodeFromUtf16(folded.Text.AsSpan(at), out var rune, out var length);
                    var reading = romanizer.Read(rune);
                    units.Add(new(rune.ToString(), reading.Length > 0 ? [reading] : [], folded.OriginOf(at), folded.OriginOf(at + length), ChineseNames.IsHan(rune)));
                    at += length;
                }
            }
            start = end;
        }
        ReadChinese(units, given);
        return [.. units];
    }

    /// <summary>What its owner says comes first, then how surnames are read, then what is usual: all of them are looked for.</summary>
    static void ReadChinese(List<Unit> units, string[] given)
    {
        var places = Enumerable.Range(0, units.Count).Where(i => units[i].IsHan).ToList();
        var name = places.Select(i => Rune.GetRuneAt(units[i].Text, 0)).ToList();
        var surname = places.Count > 0 && places[0] == 0 ? ChineseNames.ReadSurname(name) : [];
        for (var i = 0; i < places.Count; i++)
        {
            var readings = new List<string>();
            if (given.Length == places.Count) readings.Add(given[i].ToLowerInvariant());
            if (i < surname.Count) readings.Add(surname[i]);
            readings.AddRange(units[places[i]].Readings);
            foreach (var reading in readings.ToList()) readings.AddRange(ChineseNames.OtherSpellings(name[i], reading));
            units[places[i]] = units[places[i]] with { Readings = readings.Count == 0 ? [""] : [.. readings.Distinct(StringComparer.Ordinal)] };
        }
    }

    static string[] ReadWord(string word, IRomanizer romanizer)
    {
        if (System.Text.Ascii.IsValid(word)) return [];
        var read = string.Concat(word.EnumerateRunes().Select(romanizer.Read));
        return read.Length > 0 ? [read] : [];
    }

    /// <summary>What is matched as one: a character of a script without spaces, or a word.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Readings">How it is read; empty if as it is written.</param>
    /// <param name="Start">Where it begins in the name.</param>
    /// <param name="End">Where it ends there.</param>
    /// <param name="IsHan">A Chinese character.</param>
    readonly record struct Unit(string Text, string[] Readings, int Start, int End, bool IsHan);
}

/// <summary>Where a term fits a name.</summary>
/// <param name="Start">The first code unit of the name that fits.</param>
/// <param name="End">The end of what fits.</param>
/// <param name="AtBeginning">It fits from the first character on.</param>
/// <param name="Whole">It is the whole name.</param>
public readonly record struct NameFit(int Start, int End, bool AtBeginning, bool Whole);
