using System.ComponentModel.DataAnnotations;
using Messenger.Contracts.Personal;

namespace Messenger.Domain.Personal;

/// <summary>The section <c>Personal</c> of the settings: how many things a user may keep.</summary>
public sealed class PersonalLimits
{
    /// <summary>Folders.</summary>
    [Range(0, 1_000)]
    public int MaxFolders { get; init; } = 100;

    /// <summary>Messages saved.</summary>
    [Range(0, 1_000_000)]
    public int MaxSaved { get; init; } = 5_000;

    /// <summary>Reminders, and as many scheduled messages.</summary>
    [Range(0, 100_000)]
    public int MaxTimed { get; init; } = 500;

    /// <summary>Things of any other kind: drafts, conversations with preferences, hidden messages, threads.</summary>
    [Range(0, 1_000_000)]
    public int MaxOther { get; init; } = 20_000;

    /// <summary>How many of a kind.</summary>
    public int Of(PersonalKind kind) => kind switch
    {
        PersonalKind.Folder => MaxFolders,
        PersonalKind.Saved => MaxSaved,
        PersonalKind.Reminder or PersonalKind.Scheduled => MaxTimed,
        _ => MaxOther,
    };
}
