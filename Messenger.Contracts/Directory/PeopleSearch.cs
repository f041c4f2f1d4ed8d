using System.Text.Json.Serialization;
using Messenger.Contracts.Search;

namespace Messenger.Contracts.Directory;

/// <summary>Searches people, by what somebody may know of them.</summary>
public sealed record SearchPeople
{
    /// <summary>
    /// Up to 100 characters, in terms apart by white space that all must fit: a part of a name in any script, pinyin or its initials (also mixed, such as
    /// <c>王f</c>), the beginning of a user name or a mail address, or a department or title. Case, accents and full width make no difference.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Only in this department and those below.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Only members of this conversation, of which the caller is one.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Hits at most, 1 to 100.</summary>
    public int Limit { get; set; } = 20;
}

/// <summary>The people that fit, those first whom the caller most likely means.</summary>
public sealed record PeopleHits
{
    /// <summary>The hits.</summary>
    public required IReadOnlyList<PersonHit> Hits { get; init; }

    /// <summary>There are more than were asked for: a longer text tells them apart.</summary>
    public required bool More { get; init; }
}

/// <summary>A person that was found.</summary>
public sealed record PersonHit
{
    /// <summary>Who.</summary>
    public required User User { get; init; }

    /// <summary>The display name in pieces, those marked that fit.</summary>
    public required IReadOnlyList<Fragment> Name { get; init; }

    /// <summary>By what else the first term was found, if not by the name.</summary>
    public PersonMatch? By { get; init; }
}

/// <summary>What of a person fits a search besides the name.</summary>
[JsonConverter(typeof(PersonMatchConverter))]
public enum PersonMatch
{
    /// <summary>The user name.</summary>
    [JsonStringEnumMemberName("user_name")] UserName = 1,

    /// <summary>The mail address.</summary>
    [JsonStringEnumMemberName("email")] Email = 2,

    /// <summary>The department, or one above it.</summary>
    [JsonStringEnumMemberName("department")] Department = 3,

    /// <summary>The title.</summary>
    [JsonStringEnumMemberName("title")] Title = 4,
}

sealed class PersonMatchConverter() : JsonStringEnumConverter<PersonMatch>(namingPolicy: null, allowIntegerValues: false);
