namespace Messenger.Domain;

/// <summary>The cursor of lists that are in the order of ids: the last id of the page before.</summary>
static class IdCursor
{
    /// <summary>Reads a cursor; none is the beginning. False for a text that is none of ours.</summary>
    public static bool TryParse(string? text, out Guid? id)
    {
        id = Guid.TryParse(text, out var parsed) ? parsed : null;
        return text is null || id is not null;
    }
}
