using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Contracts.Search;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Search;

/// <summary>A file whose name has the words.</summary>
/// <param name="Place">Where it is; files of one message have one place.</param>
/// <param name="File">The file.</param>
public sealed record FileCandidate(MessagePlace Place, ConversationFile File);

/// <summary>The index of files' names, as one user may see them.</summary>
public interface IFileSearch
{
    /// <summary>The latest candidates behind a place, up to so many messages' worth, of those that the reader may see.</summary>
    Task<IReadOnlyList<FileCandidate>> FindAsync(Guid reader, IReadOnlyCollection<WantedWord> words, SearchFiles filters, MessagePlace? behind, int limit, CancellationToken cancellationToken);
}

/// <summary>Searches files by name.</summary>
public sealed class FileSearcher(IFileSearch search)
{
    /// <summary>A page of the files that the caller may have and searches for.</summary>
    public async Task<Result<FileHits>> SearchAsync(Guid caller, SearchFiles request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > MessageSearcher.MaxPage || request.Text.Length > MessageSearcher.LongestQuery) return ErrorCode.InvalidRequest;
        if (!TextRules.IsClean(request.Text)) return ErrorCode.TextInvalid;
        var query = SearchQuery.Parse(request.Text);
        if (query.IsEmpty) return ErrorCode.TextEmpty;
        MessagePlace? behind = null;
        if (request.Cursor is { } cursor && (behind = MessagePlace.Parse(cursor)) is null) return ErrorCode.InvalidRequest;

        var candidates = await search.FindAsync(caller, query.Words, request, behind, request.Limit, cancellationToken);
        var places = candidates.Select(c => c.Place).Distinct().ToList();
        return new FileHits
        {
            Hits = [.. candidates.Select(candidate => Look(query, candidate)).OfType<FileHit>()],
            Next = places.Count < request.Limit ? null : places[^1].ToString(),
        };
    }

    static FileHit? Look(SearchQuery query, FileCandidate candidate)
    {
        var name = new FoldedText(candidate.File.Attachment.Name);
        return query.Find(name) is { Count: > 0 } matches
            ? new() { ConversationId = candidate.Place.ConversationId, File = candidate.File, Name = Excerpt.Of(name, matches) }
            : null;
    }
}
