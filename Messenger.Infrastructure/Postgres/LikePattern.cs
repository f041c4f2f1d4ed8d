namespace Messenger.Infrastructure.Postgres;

/// <summary>Patterns for <c>like</c> of what people type, in which no character is a wildcard; the escape character is the backslash.</summary>
static class LikePattern
{
    /// <summary>For what contains a text, white space around it aside.</summary>
    public static string Containing(string text) =>
        "%" + text.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
