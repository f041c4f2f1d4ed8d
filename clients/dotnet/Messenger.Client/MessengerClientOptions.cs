using System.Net;
using Messenger.Client.Identity;
using Microsoft.AspNetCore.Http.Connections;

namespace Messenger.Client;

/// <summary>How the messages of the hub are written.</summary>
public enum WireProtocol
{
    /// <summary>JSON: over all three transports.</summary>
    Json,

    /// <summary>MessagePack: over WebSockets and long polling; server-sent events are text.</summary>
    MessagePack,
}

/// <summary>What a client needs to know.</summary>
public sealed record MessengerClientOptions
{
    /// <summary>The server's public address.</summary>
    public required Uri Server { get; init; }

    /// <summary>Gives the access tokens of a native client. Asked for each connection and each request.</summary>
    public IAccessTokens? Tokens { get; init; }

    /// <summary>The cookies of a session that was begun with <see cref="MessengerApi.SignInAsync"/>, instead of a token.</summary>
    public CookieContainer? Cookies { get; init; }

    /// <summary>How hub messages are written.</summary>
    public WireProtocol Protocol { get; init; } = WireProtocol.Json;

    /// <summary>The transports that may be used, the best one first found.</summary>
    public HttpTransportType Transports { get; init; } = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the handler of HTTP requests; for tests, proxies and certificates.</summary>
    public Func<HttpMessageHandler>? MessageHandler { get; init; }

    /// <summary>How long an answer of the hub is waited for before its outcome counts as unknown.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the client syncs although nothing told it to.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Rows kept in memory for each open conversation, at most; beyond it the oldest go.</summary>
    public int RowsPerConversation { get; init; } = 10_000;
}
