using System.Net;
using Messenger.Contracts;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Client.Connection;

/// <summary>
/// The connection to the hub. Connects, and connects again after each end, until it is stopped or the server refuses the session: SignalR's
/// own reconnecting gives up, and never repeats a first start. A session whose token expires closes the connection, and the next start asks
/// for a fresh one.
/// </summary>
sealed class HubLink : IAsyncDisposable
{
    const int RefusalsBeforeGivingUp = 2;

    /// <summary>A connection that held for less counts as one more failure, so that a server which drops everybody is not stormed.</summary>
    static readonly TimeSpan Steady = TimeSpan.FromSeconds(5);

    readonly MessengerClientOptions _options;
    readonly HubConnection _hub;
    readonly Func<double> _chance;
    readonly HubAnswers _answers = new();
    volatile TaskCompletionSource<bool> _connected = NewSignal();
    volatile TaskCompletionSource<bool> _closed = NewSignal();
    volatile TaskCompletionSource<bool> _hurry = NewSignal();
    volatile bool _ended;
    volatile bool _leaving;
    volatile bool _signedOut;
    volatile int _connections;

    public HubLink(MessengerClientOptions options, Func<double> chance)
    {
        _options = options;
        _chance = chance;
        _hub = Build();
        _hub.Closed += _ =>
        {
            if (_connected.Task.IsCompleted) _connected = NewSignal();
            _closed.TrySetResult(_leaving);
            return Task.CompletedTask;
        };
    }

    /// <summary>The connection is up.</summary>
    public bool IsConnected => _hub.State == HubConnectionState.Connected;

    /// <summary>Which connection this is, counted from 1.</summary>
    public int Connection => _connections;

    /// <summary>Hears a push.</summary>
    public void On<T>(string push, Action<T> handler) => _hub.On(push, handler);

    /// <summary>Holds the connection until cancelled. Ends by itself when the server refuses who we are.</summary>
    public async Task RunAsync(Action<bool> changed, CancellationToken cancellationToken)
    {
        var failures = 0;
        var refusals = 0;
        while (!_ended && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                _closed = NewSignal();
                _hurry = NewSignal();
                _leaving = false;
                _answers.Clear();
                await _hub.StartAsync(cancellationToken).ConfigureAwait(false);
                refusals = 0;
                _connections++;
                var began = _options.Clock.GetTimestamp();
                _connected.TrySetResult(true);
                changed(true);
                var left = await _closed.Task.OrCancelled(cancellationToken).ConfigureAwait(false);
                if (_connected.Task.IsCompleted) _connected = NewSignal();
                changed(false);
                if (_options.Clock.GetElapsedTime(began) >= Steady)
                {
                    failures = 0;
                    if (left) continue;
                }
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The server is away, not ready, or refuses us.
                if (_ended || _signedOut || _answers.Status == HttpStatusCode.Unauthorized && ++refusals >= RefusalsBeforeGivingUp) return;
            }
            await WaitAsync(++failures, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the wait for the next try, but for what the server asked for.</summary>
    public void Hurry() => _hurry.TrySetResult(true);

    /// <summary>Ends a connection, if it is still that one; the loop makes another at once.</summary>
    public Task LeaveAsync(int connection, CancellationToken cancellationToken)
    {
        if (connection != _connections || !IsConnected) return Task.CompletedTask;
        _leaving = true;
        return _hub.StopAsync(cancellationToken);
    }

    /// <summary>Ends the connection, and the loop makes no other.</summary>
    public Task EndAsync()
    {
        _ended = true;
        Hurry();
        return _hub.StopAsync(CancellationToken.None);
    }

    /// <summary>Calls a hub method once, as soon as there is a connection.</summary>
    /// <exception cref="OutcomeUnknownException">No answer came.</exception>
    public async Task<Reply<T>> CallAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class
    {
        await _connected.Task.OrCancelled(cancellationToken).ConfigureAwait(false);
        return await CallNowAsync<T>(method, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a hub method until it is answered: for those whose repeat does no harm.</summary>
    public async Task<Reply<T>> AskAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await CallAsync<T>(method, request, cancellationToken).ConfigureAwait(false);
            }
            catch (OutcomeUnknownException)
            {
                await _options.Clock.Wait(RetryPolicy.WaitAfter(failures, _chance()), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Calls a hub method once, on the connection that is there.</summary>
    /// <exception cref="OutcomeUnknownException">There is none, or no answer came.</exception>
    public async Task<Reply<T>> CallNowAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class
    {
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

    async Task WaitAsync(int failures, CancellationToken cancellationToken)
    {
        var told = _answers.RetryAfter;
        if (told > TimeSpan.Zero)
        {
            await _options.Clock.Wait(RetryPolicy.WaitAfter(failures, _chance(), told), cancellationToken).ConfigureAwait(false);
            return;
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = _options.Clock.Wait(RetryPolicy.WaitAfter(failures, _chance()), enough.Token);
        await Task.WhenAny(wait, _hurry.Task).ConfigureAwait(false);
        enough.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    async Task<string?> GetTokenAsync()
    {
        _answers.Clear(); // who cannot get a fresh token now was not refused with one
        var token = await _options.Tokens!.GetAsync(CancellationToken.None).ConfigureAwait(false);
        _signedOut = token is null;
        return token;
    }

    HubConnection Build()
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_options.Server, "/hubs/messenger"), _options.Transports, http =>
        {
            if (_options.Tokens is not null) http.AccessTokenProvider = GetTokenAsync;
            if (_options.Cookies is { } cookies)
            {
                http.Cookies = cookies;
                http.Headers["Origin"] = _options.Server.GetLeftPart(UriPartial.Authority);
            }
            http.HttpMessageHandlerFactory = own => new HubGate(_options.MessageHandler?.Invoke() ?? own, _options.Tokens, _options.Clock, _answers);
        });
        if (_options.Protocol == WireProtocol.MessagePack) builder.AddMessagePackProtocol(o => o.SerializerOptions = ContractsMessagePack.Options);
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

    static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
