using System.Collections.Concurrent;
using System.Text.Json;
using MessagePack;
using MessagePack.Resolvers;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Messenger.Tests.Wire;

/// <summary>The protocols by themselves, around a hub that answers what it was asked; the whole host has its own tests.</summary>
public sealed class CallsThatDoNotBind : IAsyncLifetime
{
    static readonly Guid Id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
    readonly WebApplication _host;
    readonly Log _log = new();

    public CallsThatDoNotBind()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Services.AddSignalR().AddContractsProtocols();
        _host = builder.Build();
        _host.MapHub<EchoHub>("/hub");
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_are_answered_with_a_code_and_the_connection_stays(bool messagePack)
    {
        await using var connection = await Connect(messagePack);
        object?[][] calls =
        [
            [new { conversationId = Id, clientMessageId = Id }],
            [new { conversationId = Id, clientMessageId = Id, text = 5 }],
            [new { conversationId = Id, clientMessageId = Id, text = (string?)null }],
            [new { conversationId = "no id", clientMessageId = Id, text = "x" }],
            [new { conversationId = 7, clientMessageId = Id, text = "x" }],
            [new { conversationId = Id, clientMessageId = Id, Text = "x" }],
            ["text"],
            [Array.Empty<int>()],
            [null],
            [],
            [new { conversationId = Id, clientMessageId = Id, text = "x" }, 2],
        ];

        foreach (var call in calls)
        {
            var reply = await connection.InvokeCoreAsync<Reply<Done>>("Post", call, TestContext.Current.CancellationToken);
            Assert.Equal(ErrorCode.InvalidRequest, reply.Error?.Code);
            Assert.Null(reply.Value);
        }
        var unknown = await connection.InvokeCoreAsync<Reply<Done>>("NoSuchMethod", [Id], TestContext.Current.CancellationToken);
        var answered = await connection.InvokeCoreAsync<Reply<Message>>(
            "Post", [new { conversationId = Id, clientMessageId = Id, text = "hello", later = Array.Empty<int>() }], TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.InvalidRequest, unknown.Error?.Code);
        Assert.Equal("hello", answered.Value?.Text);
        Assert.DoesNotContain(_log.Lines, l => l.Level > LogLevel.Debug && l.Category.Contains("SignalR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_enum_value_in_a_request_is_answered_with_a_code()
    {
        await using var connection = await Connect(messagePack: false);

        var reply = await connection.InvokeCoreAsync<Reply<Done>>("Hint", [new { reason = "because", delayMilliseconds = 1 }], TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.InvalidRequest, reply.Error?.Code);
    }

    [Fact]
    public async Task A_call_without_an_answer_that_does_not_bind_is_dropped()
    {
        await using var connection = await Connect(messagePack: false);

        await connection.SendCoreAsync("Post", [5], TestContext.Current.CancellationToken);
        var reply = await connection.InvokeCoreAsync<Reply<Message>>(
            "Post", [new { conversationId = Id, clientMessageId = Id, text = "hello" }], TestContext.Current.CancellationToken);

        Assert.Equal("hello", reply.Value?.Text);
    }

    [Fact]
    public async Task Other_failures_stay_what_they_are()
    {
        await using var connection = await Connect(messagePack: false);

        var failure = await Assert.ThrowsAsync<HubException>(() => connection.InvokeCoreAsync<Reply<Done>>("Fail", [], TestContext.Current.CancellationToken));

        Assert.DoesNotContain("invalid_request", failure.Message, StringComparison.Ordinal);
    }

    async Task<HubConnection> Connect(bool messagePack)
    {
        var server = _host.GetTestServer();
        var builder = new HubConnectionBuilder().WithUrl("http://localhost/hub", HttpTransportType.LongPolling, options => options.HttpMessageHandlerFactory = _ => server.CreateHandler());
        if (messagePack) builder.AddMessagePackProtocol(o => o.SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(new LooseResolver()));
        else builder.AddJsonProtocol(o => o.PayloadSerializerOptions = new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
        var connection = builder.Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Writes anything, reads contracts: what a careless client might do.</summary>
    sealed class LooseResolver : IFormatterResolver
    {
        public MessagePack.Formatters.IMessagePackFormatter<T>? GetFormatter<T>() =>
            typeof(T) == typeof(Guid) || ContractsJson.Default.GetTypeInfo(typeof(T)) is not null
                ? ContractsMessagePack.Options.Resolver.GetFormatter<T>()
                : ContractlessStandardResolver.Instance.GetFormatter<T>();
    }

    sealed class EchoHub : Hub
    {
#pragma warning disable CA1822 // SignalR serves no static methods
        public Reply<Message> Post(PostMessage request) => new()
        {
            Value = new Message
            {
                ConversationId = request.ConversationId,
                Seq = 1,
                Version = 1,
                Kind = MessageKind.Text,
                SenderId = request.ClientMessageId,
                PostedAt = DateTimeOffset.UnixEpoch,
                Text = request.Text,
            },
        };

        public Reply<Done> Hint(ResyncHint request) => new() { Value = request.DelayMilliseconds > 0 ? new Done() : null };

        public Reply<Done> Fail() => throw new InvalidOperationException("a fault");
#pragma warning restore CA1822
    }

    sealed class Log : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Lines);

        public void Dispose()
        {
        }

        sealed class Logger(string category, ConcurrentQueue<(string Category, LogLevel Level, string Text)> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue((category, logLevel, formatter(state, exception)));
        }
    }
}
