using System.Net;
using Messenger.Contracts;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Client.Connection;

/// <summary>
/// The connection to the hub. Connects, and connects again after each end, until it is stopped or the server refuses the session: SignalR's
/// own reconnecting gives up, and never repeats a first start. A session that expires closes the connection, and the next start asks for a
/// fresh token.
/// </summary>
sealed class HubLink : IAsyncDisposable
{
    const int RefusalsBeforeGivingUp = 2;

    readonly MessengerClientOptions _options;
    readonly HubConnection _hub;
    readonly Func<double> _chance;
    TaskCompletionSource<bool> _connected = NewSignal();
    TaskCompletionSource<bool> _closed = NewSignal();

    public HubLink(MessengerClientOptions options, Func<double> chance)
    {
        _options = options;
        _chance = chance;
        _hub = Build(options);
        _hub.Closed += _ =>
        {
            if (_connected.Task.IsCompleted) _connected = NewSignal();
            _closed.TrySetResult(true);
            return Task.CompletedTask;
        };
    }

    /// <summary>The connection is up.</summary>
    public bool IsConnected => _hub.State == HubConnectionState.Connected;

    /// <summary>Hears a push.</summary>
    public void On<T>(string push, Action<T> handler) => _hub.On(push, handler);

    /// <summary>Holds the connection until cancelled. Ends by itself when the server refuses who we are.</summary>
    public async Task RunAsync(Action<bool> changed, CancellationToken cancellationToken)
    {
        var failures = 0;
        var refusals = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _closed = NewSignal();
                await _hub.StartAsync(cancellationToken).ConfigureAwait(false);
                (failures, refusals) = (0, 0);
                _connected.TrySetResult(true);
                changed(true);
                await WaitUntilClosed(cancellationToken).ConfigureAwait(false);
                changed(false);
            }
            catch (Exception refused) when (IsRefused(refused))
            {
                if (++refusals >= RefusalsBeforeGivingUp) return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The server is away or not ready: the next try says more.
            }
            await _options.Clock.Wait(RetryPolicy.WaitAfter(++failures, _chance()), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends this connection; the loop makes another.</summary>
    public Task ReconnectAsync(CancellationToken cancellationToken) => _hub.StopAsync(cancellationToken);

    /// <summary>Calls a hub method once, as soon as there is a connection.</summary>
    /// <exception cref="OutcomeUnknownException">No answer came.</exception>
    public async Task<Reply<T>> CallAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class
    {
        await WaitUntilConnected(cancellationToken).ConfigureAwait(false);
        using var late = _options.Clock.CancelAfter(_options.AnswerTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _hub.InvokeCoreAsync<Reply<T>>(method, [request], either.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutcomeUnknownException($"{method} was not answered.", failure);
        }
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync().ConfigureAwait(false);

    async Task WaitUntilConnected(CancellationToken cancellationToken)
    {
        var cancelled = NewSignal();
        using var registration = cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken));
        await (await Task.WhenAny(_connected.Task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }

    async Task WaitUntilClosed(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => _closed.TrySetCanceled(cancellationToken));
        await _closed.Task.ConfigureAwait(false);
    }

    static bool IsRefused(Exception failure) =>
        failure is HttpRequestException { Message: var message } && Mentions(message, HttpStatusCode.Unauthorized)
        || failure.InnerException is { } inner && IsRefused(inner);

    static bool Mentions(string message, HttpStatusCode status) => message.Contains(FormattableString.Invariant($" {(int)status} "), StringComparison.Ordinal);

    static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static HubConnection Build(MessengerClientOptions options)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(options.Server, "/hubs/messenger"), options.Transports, http =>
        {
            if (options.AccessToken is { } token) http.AccessTokenProvider = () => token(CancellationToken.None);
            if (options.Cookies is { } cookies)
            {
                http.Cookies = cookies;
                http.Headers["Origin"] = options.Server.GetLeftPart(UriPartial.Authority);
            }
            if (options.MessageHandler is { } handler) http.HttpMessageHandlerFactory = _ => handler();
        });
        if (options.Protocol == WireProtocol.MessagePack) builder.AddMessagePackProtocol(o => o.SerializerOptions = ContractsMessagePack.Options);
        else
        {
            builder.AddJsonProtocol(o =>
            {
                o.PayloadSerializerOptions = new();
                ContractsJson.Apply(o.PayloadSerializerOptions);
            });
        }
        return builder.Build();
    }
}
