using System.Text.Json.Serialization;

namespace Messenger.Contracts.Directory;

/// <summary>What an import of people does, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>It has been done; false after a dry run, and if there are errors: then nothing was changed.</summary>
    public required bool Applied { get; init; }

    /// <summary>Rows with a person.</summary>
    public required int Rows { get; init; }

    /// <summary>Accounts that are made.</summary>
    public required int Created { get; init; }

    /// <summary>Accounts that change.</summary>
    public required int Updated { get; init; }

    /// <summary>Accounts that are as the file says already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Departments that are made, as paths.</summary>
    public required IReadOnlyList<string> NewDepartments { get; init; }

    /// <summary>What is wrong with the file, the first 200.</summary>
    public required IReadOnlyList<ImportError> Errors { get; init; }

    /// <summary>What changes, the first 1,000 people.</summary>
    public required IReadOnlyList<ImportedPerson> People { get; init; }
}

/// <summary>A row, or a field of it, that is wrong.</summary>
public sealed record ImportError
{
    /// <summary>The line of the file, from 1; a row may take several lines, and the first counts.</summary>
    public required int Line { get; init; }

    /// <summary>The column; absent if it is the whole row.</summary>
    public string? Column { get; init; }

    /// <summary>What is wrong.</summary>
    public required ImportFault Fault { get; init; }
}

/// <summary>What is wrong with a row of an import.</summary>
[JsonConverter(typeof(ImportFaultConverter))]
public enum ImportFault
{
    /// <summary>The file is no CSV: a quote that does not close, or a row with another number of fields than the first.</summary>
    [JsonStringEnumMemberName("malformed")] Malformed = 1,

    /// <summary>A column that is needed is missing: <c>user_name</c>.</summary>
    [JsonStringEnumMemberName("column_missing")] ColumnMissing = 2,

    /// <summary>A column has no known name, or is there twice.</summary>
    [JsonStringEnumMemberName("column_unknown")] ColumnUnknown = 3,

    /// <summary>A value is missing where one is needed.</summary>
    [JsonStringEnumMemberName("value_missing")] ValueMissing = 4,

    /// <summary>A value is not what the column takes.</summary>
    [JsonStringEnumMemberName("value_invalid")] ValueInvalid = 5,

    /// <summary>The same user name is in a row before.</summary>
    [JsonStringEnumMemberName("repeated")] Repeated = 6,

    /// <summary>The company would be left without an active administrator.</summary>
    [JsonStringEnumMemberName("administrator_required")] AdministratorRequired = 7,
}

sealed class ImportFaultConverter() : JsonStringEnumConverter<ImportFault>(namingPolicy: null, allowIntegerValues: false);

/// <summary>A person whom an import makes or changes.</summary>
public sealed record ImportedPerson
{
    /// <summary>The line of the file.</summary>
    public required int Line { get; init; }

    /// <summary>The user name.</summary>
    public required string UserName { get; init; }

    /// <summary>The account is made.</summary>
    public required bool IsNew { get; init; }

    /// <summary>What changes.</summary>
    public required IReadOnlyList<ImportedChange> Changes { get; init; }
}

/// <summary>A value that an import changes.</summary>
public sealed record ImportedChange
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>What it was; absent for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What it will be; absent for nothing.</summary>
    public string? After { get; init; }
}
