using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Domain.Identity;

namespace Messenger.Domain.Directory;

/// <summary>A table of texts, as a file has it.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The rows with the lines on which they begin.</param>
/// <param name="Malformed">The line from which on it could not be read; null if it could.</param>
public sealed record PeopleTable(IReadOnlyList<string> Header, IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows, int? Malformed);

/// <summary>The columns of a table of people, by their English or Chinese names, and what their fields must be.</summary>
static class PeopleColumns
{
    const string UserName = "user_name";
    const string DisplayName = "display_name";

    /// <summary>The columns by their names without spaces and signs.</summary>
    static readonly Dictionary<string, string> Names = Known(
        (UserName, ["username", "账号", "帐号", "用户名"]),
        (DisplayName, ["displayname", "name", "姓名"]),
        ("email", ["email", "mail", "邮箱", "电子邮箱"]),
        ("title", ["title", "职务", "职位"]),
        ("phone", ["phone", "电话", "手机"]),
        ("department", ["department", "部门"]),
        ("pinyin", ["pinyin", "拼音"]),
        ("language", ["language", "语言"]),
        ("time_zone", ["timezone", "时区"]),
        ("head", ["head", "负责人"]),
        ("administrator", ["administrator", "管理员"]),
        ("active", ["active", "启用"]));

    static readonly HashSet<string> Yes = new(["yes", "y", "true", "1", "是"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> No = new(["no", "n", "false", "0", "否"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The people of a table, and what is wrong with it.</summary>
    public static (IReadOnlyList<PersonRecord> People, IReadOnlyList<ImportError> Errors) Read(PeopleTable table)
    {
        var errors = new List<ImportError>();
        if (table.Malformed is { } malformed) errors.Add(new() { Line = malformed, Fault = ImportFault.Malformed });
        var columns = ReadHeader(table.Header, errors);
        if (errors.Count > 0) return ([], errors);
        var people = new List<PersonRecord>(table.Rows.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, fields) in table.Rows)
        {
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            if (fields.Count != columns.Count)
            {
                errors.Add(new() { Line = line, Fault = ImportFault.Malformed });
                continue;
            }
            var before = errors.Count;
            var person = ReadRow(line, columns, fields, errors);
            // Also after a row with another fault: whichever of the two is mended, the other one repeats it.
            if (person.UserName.Length > 0 && !seen.Add(UserNames.Normalize(person.UserName))) errors.Add(new() { Line = line, Column = UserName, Fault = ImportFault.Repeated });
            if (errors.Count == before) people.Add(person);
        }
        return (people, errors);
    }

    static Dictionary<string, string> Known(params (string Column, string[] Names)[] columns) =>
        columns.SelectMany(c => c.Names.Select(name => (name, c.Column))).ToDictionary(n => n.name, n => n.Column, StringComparer.OrdinalIgnoreCase);

    static List<string> ReadHeader(IReadOnlyList<string> header, List<ImportError> errors)
    {
        var columns = new List<string>();
        foreach (var name in header)
        {
            if (Names.TryGetValue(string.Concat(name.Where(char.IsLetterOrDigit)), out var column) && !columns.Contains(column)) columns.Add(column);
            else errors.Add(new() { Line = 1, Column = name.Length <= 100 ? name : name[..100], Fault = ImportFault.ColumnUnknown });
        }
        if (!columns.Contains(UserName)) errors.Add(new() { Line = 1, Column = UserName, Fault = ImportFault.ColumnMissing });
        return columns;
    }

    static PersonRecord ReadRow(int line, List<string> columns, IReadOnlyList<string> fields, List<ImportError> errors)
    {
        var person = new PersonRecord(line, "");
        for (var i = 0; i < columns.Count; i++)
        {
            var value = fields[i].Trim();
            var fault = ImportFault.ValueInvalid;
            switch (columns[i])
            {
                case UserName when value.Length == 0:
                case DisplayName when value.Length == 0:
                    Refuse(ImportFault.ValueMissing);
                    break;
                case UserName:
                    person = person with { UserName = value };
                    if (!UserNames.IsValid(value)) Refuse(fault);
                    break;
                case DisplayName:
                    person = person with { DisplayName = value };
                    Check(AccountAdministrator.CheckDisplayName(value));
                    break;
                case "email":
                    person = person with { Email = value };
                    Check(AccountAdministrator.CheckEmail(value));
                    break;
                case "title":
                    person = person with { Title = value };
                    Check(ProfileRules.CheckTitle(value));
                    break;
                case "phone":
                    person = person with { Phone = value };
                    Check(ProfileRules.CheckPhone(value));
                    break;
                case "department":
                    // However it is written, a path is one text: what is compared with what is kept.
                    var path = value.Length == 0 ? null : DepartmentRules.ParsePath(value).IsOk(out var names, out _) ? string.Join(DepartmentRules.Separator, names) : null;
                    person = person with { Department = path ?? "" };
                    if (path is null && value.Length > 0) Refuse(fault);
                    break;
                case "pinyin":
                    person = person with { Pinyin = value };
                    Check(ProfileRules.CheckPinyin(value));
                    break;
                case "language":
                    person = person with { Language = value };
                    Check(ProfileRules.CheckLanguage(value));
                    break;
                case "time_zone":
                    person = person with { TimeZone = value };
                    Check(ProfileRules.CheckTimeZone(value));
                    break;
                case "head":
                    person = person with { IsHead = ReadBool() };
                    break;
                case "administrator":
                    person = person with { IsAdministrator = ReadBool() };
                    break;
                case "active":
                    person = person with { IsActive = ReadBool() };
                    break;
                default:
                    throw new InvalidOperationException($"No rule for the column '{columns[i]}'.");
            }

            void Check(ErrorCode? reason)
            {
                if (reason is not null) Refuse(fault);
            }

            void Refuse(ImportFault why) => errors.Add(new() { Line = line, Column = columns[i], Fault = why });

            bool? ReadBool()
            {
                if (value.Length == 0) return null;
                if (Yes.Contains(value)) return true;
                if (!No.Contains(value)) Refuse(fault);
                return false;
            }
        }
        return person;
    }
}
