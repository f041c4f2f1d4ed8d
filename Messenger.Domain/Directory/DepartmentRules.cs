using Messenger.Contracts;

namespace Messenger.Domain.Directory;

/// <summary>What departments and their paths must be.</summary>
public static class DepartmentRules
{
    /// <summary>UTF-16 code units of a name.</summary>
    public const int NameLength = 100;

    /// <summary>Departments one below the other.</summary>
    public const int Deepest = 10;

    /// <summary>Heads of a department.</summary>
    public const int MostHeads = 20;

    /// <summary>Departments that one request may name.</summary>
    public const int MostAtOnce = 50;

    /// <summary>What stands between the names of a path.</summary>
    public const char Separator = '/';

    /// <summary>The reason against a name, or null.</summary>
    public static ErrorCode? CheckName(string name) =>
        name.Contains(Separator, StringComparison.Ordinal) ? ErrorCode.TextInvalid : TextRules.CheckName(name, NameLength);

    /// <summary>The names of a path, trimmed; the reason against it, if there is one.</summary>
    public static Result<IReadOnlyList<string>> ParsePath(string path)
    {
        var names = path.Split(Separator, StringSplitOptions.TrimEntries);
        if (names.Length > Deepest) return ErrorCode.TooMany;
        foreach (var name in names)
            if (CheckName(name) is { } reason) return reason;
        return names;
    }
}
