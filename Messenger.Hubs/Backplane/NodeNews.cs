using System.Text.Json;
using System.Text.Json.Serialization;
using Messenger.Domain;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Messenger.Hubs.Backplane;

/// <summary>What nodes tell each other besides pushes to clients. Like a push it may be lost: each has something slower behind it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "news")]
[JsonDerivedType(typeof(SessionsEnded), "sessions_ended")]
[JsonDerivedType(typeof(MembersMove), "members_move")]
abstract record News
{
    /// <summary>The node that says it; it does not listen to itself.</summary>
    public required Guid Node { get; init; }
}

/// <summary>These sessions have ended. Behind it: each node asks the database every few seconds.</summary>
/// <param name="SessionIds">The sessions.</param>
/// <param name="Reason">A <see cref="Contracts.Identity.SessionEndReason"/>, as a number: its names are for clients.</param>
sealed record SessionsEnded(IReadOnlyCollection<Guid> SessionIds, int Reason) : News;

/// <summary>Somebody was removed from a large conversation. Behind it: the delivery epoch, and each client's sync.</summary>
sealed record MembersMove(MoveDelivery Move) : News;

[JsonSerializable(typeof(News))]
sealed partial class NewsJson : JsonSerializerContext;

/// <summary>The channel on which nodes tell each other news; silent on a node that is alone.</summary>
/// <param name="logger">The log.</param>
/// <param name="link">The link to the others, if there are any.</param>
sealed partial class NodeNews(ILogger<NodeNews> logger, BackplaneLink? link = null)
{
    static readonly RedisChannel Channel = RedisChannel.Literal("news");

    readonly Guid _node = Guid.CreateVersion7();
    readonly ISubscriber? _subscriber = link?.Subscriber;

    /// <summary>Tells the other nodes.</summary>
    public void Tell(Func<Guid, News> make) =>
        _subscriber?.Publish(Channel, JsonSerializer.SerializeToUtf8Bytes(make(_node), NewsJson.Default.News));

    /// <summary>Listens to the other nodes; what the handler does must not take long.</summary>
    public void Listen(Action<News> handle) => _subscriber?.Subscribe(Channel, (_, text) =>
    {
        try
        {
            if (JsonSerializer.Deserialize((byte[])text!, NewsJson.Default.News) is { } news && news.Node != _node) handle(news);
        }
        catch (JsonException e)
        {
            // A node of another version says something that this one does not know.
            LogNotUnderstood(e);
        }
    });

    [LoggerMessage(LogEvents.NewsNotUnderstood, LogLevel.Warning, "News of another node is not understood")]
    partial void LogNotUnderstood(Exception exception);
}
