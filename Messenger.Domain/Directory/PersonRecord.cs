namespace Messenger.Domain.Directory;

/// <summary>What another system says of a person. Null: it says nothing of that, and it stays. Empty: there is none.</summary>
/// <param name="Line">Where it says so, for a report.</param>
/// <param name="UserName">Whose account it is; the names of Unicode and ASCII case are one.</param>
public sealed record PersonRecord(int Line, string UserName)
{
    /// <summary>The name that is shown; never empty.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>The path of the department.</summary>
    public string? Department { get; init; }

    /// <summary>How the name is read.</summary>
    public string? Pinyin { get; init; }

    /// <summary>The language.</summary>
    public string? Language { get; init; }

    /// <summary>The time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Heads the own department.</summary>
    public bool? IsHead { get; init; }

    /// <summary>Administrates accounts.</summary>
    public bool? IsAdministrator { get; init; }

    /// <summary>May sign in.</summary>
    public bool? IsActive { get; init; }
}
