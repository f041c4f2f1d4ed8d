using System.Text.Json.Serialization;

namespace Messenger.Contracts.Operations;

/// <summary>The rules that hold on this server. They are settings of the host (docs/operations.md) and cannot be changed over the wire.</summary>
public sealed record PolicyList
{
    /// <summary>The rules, area by area.</summary>
    public required IReadOnlyList<Policy> Policies { get; init; }
}

/// <summary>One rule: the value that a setting has.</summary>
public sealed record Policy
{
    /// <summary>The setting that changes it, such as <c>Messages:MaxLength</c>.</summary>
    public required string Setting { get; init; }

    /// <summary>What it is about.</summary>
    public required PolicyArea Area { get; init; }

    /// <summary>What its value is.</summary>
    public required PolicyUnit Unit { get; init; }

    /// <summary>The value in its unit; absent for <see cref="PolicyUnit.Switch"/> and <see cref="PolicyUnit.Names"/>, and where there is no bound.</summary>
    public double? Number { get; init; }

    /// <summary>The value of a <see cref="PolicyUnit.Switch"/>.</summary>
    public bool? On { get; init; }

    /// <summary>The value of <see cref="PolicyUnit.Names"/>; empty for none.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>It is as it comes: nobody has set it to something else.</summary>
    public required bool IsDefault { get; init; }
}

/// <summary>What a rule is about.</summary>
[JsonConverter(typeof(PolicyAreaConverter))]
public enum PolicyArea
{
    /// <summary>Messages, and how long they can be changed or stay.</summary>
    [JsonStringEnumMemberName("messages")] Messages = 1,

    /// <summary>Groups.</summary>
    [JsonStringEnumMemberName("groups")] Groups = 2,

    /// <summary>What users keep for themselves.</summary>
    [JsonStringEnumMemberName("personal")] Personal = 3,

    /// <summary>Files, their storage and their scanning.</summary>
    [JsonStringEnumMemberName("files")] Files = 4,

    /// <summary>Pages behind links that the server reads.</summary>
    [JsonStringEnumMemberName("links")] Links = 5,

    /// <summary>How long sign-ins last, and what they may.</summary>
    [JsonStringEnumMemberName("sessions")] Sessions = 6,

    /// <summary>Passwords, and who else may vouch for people.</summary>
    [JsonStringEnumMemberName("sign_in")] SignIn = 7,

    /// <summary>How often one user may do what, on one node.</summary>
    [JsonStringEnumMemberName("rates")] Rates = 8,

    /// <summary>Connections to one node.</summary>
    [JsonStringEnumMemberName("connections")] Connections = 9,
}

sealed class PolicyAreaConverter() : JsonStringEnumConverter<PolicyArea>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What the value of a rule is.</summary>
[JsonConverter(typeof(PolicyUnitConverter))]
public enum PolicyUnit
{
    /// <summary>So many.</summary>
    [JsonStringEnumMemberName("count")] Count = 1,

    /// <summary>Bytes.</summary>
    [JsonStringEnumMemberName("bytes")] Bytes = 2,

    /// <summary>Seconds.</summary>
    [JsonStringEnumMemberName("seconds")] Seconds = 3,

    /// <summary>Times a second.</summary>
    [JsonStringEnumMemberName("per_second")] PerSecond = 4,

    /// <summary>Times a minute.</summary>
    [JsonStringEnumMemberName("per_minute")] PerMinute = 5,

    /// <summary>On or off.</summary>
    [JsonStringEnumMemberName("switch")] Switch = 6,

    /// <summary>Names, such as those of hosts.</summary>
    [JsonStringEnumMemberName("names")] Names = 7,
}

sealed class PolicyUnitConverter() : JsonStringEnumConverter<PolicyUnit>(namingPolicy: null, allowIntegerValues: false);
