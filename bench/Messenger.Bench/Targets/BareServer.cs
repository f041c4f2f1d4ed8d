using System.Collections.Concurrent;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Messenger.Bench.Targets;

/// <summary>
/// What is measured against: SignalR alone, in a process of its own. Its hubs know nobody, check nothing, and put each connection into the
/// group of the room that its address names.
/// </summary>
static class BareServer
{
    /// <summary>Hub of <see cref="Load.SayVerb.Post"/>: the service's calls and pushes, with nothing behind them.</summary>
    public const string StorelessPath = "/storeless";

    /// <summary>Hub of <see cref="Load.SayVerb.Say"/>: one string in, the same string out to all of the room.</summary>
    public const string BarePath = "/bare";

    /// <summary>Serves until it is told to end.</summary>
    /// <param name="order">Where, and what it uses.</param>
    public static async Task<int> RunAsync(BareOrder order)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(order.Address.ToString());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var signalR = builder.Services.AddSignalR();
        if (order.Contracts) signalR.AddContractsProtocols();
        else signalR.AddMessagePackProtocol();
        if (order.Redis is { } redis) signalR.AddStackExchangeRedis(redis);
        builder.Services.AddSingleton(new Counters());
        if (order.Postgres is { } postgres)
        {
            var pool = NpgsqlDataSource.Create(postgres + ";Maximum Pool Size=16;Max Auto Prepare=10;Auto Prepare Min Usages=1");
            await using (var make = pool.CreateCommand("create table if not exists bench_messages (conversation_id uuid, seq bigint, sender_id uuid, client_message_id uuid, posted_at timestamptz, text text, primary key (conversation_id, seq))"))
                await make.ExecuteNonQueryAsync();
            builder.Services.AddSingleton(pool);
        }
        await using var app = builder.Build();
        app.MapHub<StorelessHub>(StorelessPath);
        app.MapHub<BareHub>(BarePath);
        app.MapGet("/ready", () => Results.Ok());
        await app.RunAsync();
        return 0;
    }

    static Task JoinAsync(Hub hub) => hub.Groups.AddToGroupAsync(hub.Context.ConnectionId, hub.Context.GetHttpContext()!.Request.Query["room"]!);

    /// <summary>The numbers of each conversation, in memory.</summary>
    sealed class Counters
    {
        readonly ConcurrentDictionary<Guid, StrongBox> _rooms = [];

        public long Next(Guid room) => Interlocked.Increment(ref _rooms.GetOrAdd(room, _ => new()).Value);

        sealed class StrongBox
        {
            public long Value;
        }
    }

    sealed class BareHub : Hub
    {
        public override Task OnConnectedAsync() => JoinAsync(this);

        public Task Say(string text) => Clients.Group(Context.GetHttpContext()!.Request.Query["room"]!).SendAsync("Changed", text);
    }

    sealed class StorelessHub(Counters counters, IServiceProvider services) : Hub<IMessengerClient>
    {
        public override Task OnConnectedAsync() => JoinAsync(this);

        public async Task<Reply<Message>> Post(PostMessage request)
        {
            var seq = counters.Next(request.ConversationId);
            var message = new Message
            {
                ConversationId = request.ConversationId,
                Seq = seq,
                Version = seq,
                Kind = MessageKind.Text,
                SenderId = Guid.Parse(Context.GetHttpContext()!.Request.Query["user"]!),
                ClientMessageId = request.ClientMessageId,
                PostedAt = TimeProvider.System.GetUtcNow(),
                Text = request.Text,
            };
            if (services.GetService<NpgsqlDataSource>() is { } pool) await InsertAsync(pool, message);
            _ = Clients.Group(request.ConversationId.ToString()).Changed(new() { ConversationId = request.ConversationId, After = seq - 1, Version = seq, Messages = [message] });
            return new() { Value = message };
        }

        static async Task InsertAsync(NpgsqlDataSource pool, Message message)
        {
            await using var insert = pool.CreateCommand("insert into bench_messages values ($1, $2, $3, $4, $5, $6)");
            insert.Parameters.Add(new() { Value = message.ConversationId });
            insert.Parameters.Add(new() { Value = message.Seq });
            insert.Parameters.Add(new() { Value = message.SenderId });
            insert.Parameters.Add(new() { Value = message.ClientMessageId });
            insert.Parameters.Add(new() { Value = message.PostedAt.UtcDateTime });
            insert.Parameters.Add(new() { Value = message.Text });
            await insert.ExecuteNonQueryAsync();
        }
    }
}

/// <summary>How a <see cref="BareServer"/> is to be.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Contracts">Speaks by the rules of Messenger's contracts; else as SignalR does by itself.</param>
/// <param name="Redis">Its backplane.</param>
/// <param name="Postgres">Each message is inserted and committed here, on its own.</param>
sealed record BareOrder(Uri Address, bool Contracts, string? Redis = null, string? Postgres = null);
