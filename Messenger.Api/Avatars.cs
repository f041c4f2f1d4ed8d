using Messenger.Domain.Conversations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api;

/// <summary>Small pictures as answers.</summary>
static class Avatars
{
    /// <summary>The picture; whoever asked with its version may keep it, for under a version it never changes.</summary>
    public static FileContentHttpResult Show(this AvatarImage image, HttpResponse response, long? version)
    {
        response.Headers.CacheControl = version is null ? "private, no-cache" : "private, max-age=31536000, immutable";
        return TypedResults.File(image.Bytes, image.ContentType);
    }
}
