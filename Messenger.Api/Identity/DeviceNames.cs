namespace Messenger.Api.Identity;

/// <summary>What a user recognises a device by, from the User-Agent header. A hint for people, of no other use.</summary>
static class DeviceNames
{
    static readonly (string Mark, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string From(string? userAgent)
    {
        var text = userAgent ?? "";
        var parts = new[] { NameIn(text, Browsers), NameIn(text, Systems) }.OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(", ", parts) : "?";
    }

    static string? NameIn(string text, (string Mark, string Name)[] known) =>
        known.FirstOrDefault(k => text.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
