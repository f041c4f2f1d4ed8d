using System.Diagnostics.CodeAnalysis;

namespace Messenger.Api;

/// <summary>Ids in a query string, separated by commas.</summary>
static class GuidList
{
    public static bool TryParse(string text, int max, [NotNullWhen(true)] out IReadOnlyList<Guid>? ids)
    {
        ids = null;
        var found = new List<Guid>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.Count == max || !Guid.TryParse(part, out var id)) return false;
            found.Add(id);
        }
        ids = found;
        return true;
    }
}
