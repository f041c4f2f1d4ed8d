using Messenger.Contracts.Directory;
using Messenger.Domain.Search;

namespace Messenger.Domain.Directory;

/// <summary>An active person, ready to be looked for.</summary>
public sealed class IndexedPerson
{
    readonly string _userName;
    readonly string? _email;
    readonly string? _title;

    /// <summary>Prepares a person.</summary>
    /// <param name="user">What every list shows.</param>
    /// <param name="email">The mail address.</param>
    /// <param name="givenPinyin">What the person says of how the name is read.</param>
    /// <param name="romanizer">Knows how characters are read.</param>
    public IndexedPerson(User user, string? email, string? givenPinyin, IRomanizer romanizer)
    {
        Name = new(user.DisplayName, givenPinyin, romanizer);
        User = user with { Pinyin = Name.Pinyin };
        _userName = new FoldedText(user.UserName).Text;
        _email = email is null ? null : new FoldedText(email).Text;
        _title = user.Title is null ? null : new FoldedText(user.Title).Text;
    }

    /// <summary>What every list shows.</summary>
    public User User { get; }

    /// <summary>The name.</summary>
    public PersonName Name { get; }

    /// <summary>How well a folded term fits; null for not at all.</summary>
    public PersonFit? Fit(string term, string? departmentPath)
    {
        var name = Name.Fit(term);
        if (name is { Whole: true }) return new(FitGrade.Whole, name, null);
        if (_userName == term) return new(FitGrade.Whole, name, name is null ? PersonMatch.UserName : null);
        if (_email == term) return new(FitGrade.Whole, name, name is null ? PersonMatch.Email : null);
        if (name is { AtBeginning: true }) return new(FitGrade.Beginning, name, null);
        if (name is not null) return new(FitGrade.Within, name, null);
        if (_userName.StartsWith(term, StringComparison.Ordinal)) return new(FitGrade.Address, null, PersonMatch.UserName);
        if (_email?.StartsWith(term, StringComparison.Ordinal) == true) return new(FitGrade.Address, null, PersonMatch.Email);
        if (departmentPath is not null && ContainsWord(departmentPath, term)) return new(FitGrade.Place, null, PersonMatch.Department);
        return _title is not null && ContainsWord(_title, term) ? new(FitGrade.Place, null, PersonMatch.Title) : null;
    }

    /// <summary>Anywhere in scripts without spaces, at the beginning of words in others.</summary>
    static bool ContainsWord(string text, string term)
    {
        for (var at = text.IndexOf(term, StringComparison.Ordinal); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.Ordinal))
            if (at == 0 || IsUnspaced(term[0]) || IsUnspaced(text[at - 1]) || !char.IsLetterOrDigit(text[at - 1])) return true;
        return false;
    }

    /// <summary>From the radicals of Chinese on Unicode has scripts without spaces, roughly.</summary>
    static bool IsUnspaced(char c) => c >= '\u2E80';
}

/// <summary>How well a person fits a term, the best first.</summary>
public enum FitGrade
{
    /// <summary>The whole name or address.</summary>
    Whole,

    /// <summary>The beginning of the name.</summary>
    Beginning,

    /// <summary>A later part of the name.</summary>
    Within,

    /// <summary>The beginning of the user name or the mail address.</summary>
    Address,

    /// <summary>The department or the title.</summary>
    Place,
}

/// <summary>That a person fits a term.</summary>
/// <param name="Grade">How well.</param>
/// <param name="Name">Where the name fits; null if it is something else.</param>
/// <param name="By">What else fits; null if it is the name.</param>
public sealed record PersonFit(FitGrade Grade, NameFit? Name, PersonMatch? By);
