using System.Net;
using Messenger.Client.Identity;

namespace Messenger.Client.Connection;

/// <summary>
/// Reads from the answers to the hub's HTTP requests what SignalR's exceptions do not say: whether we are refused, and when to come back.
/// </summary>
sealed class HubGate(HttpMessageHandler next, IAccessTokens? tokens, TimeProvider clock, HubAnswers answers) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        answers.Status = response.StatusCode;
        answers.RetryAfter = RetryPolicy.Told(response, clock.GetUtcNow());
        if (response.StatusCode == HttpStatusCode.Unauthorized && request.Headers.Authorization?.Parameter is { } token) tokens?.Refuse(token);
        return response;
    }
}

/// <summary>The last answer to a request of the hub.</summary>
sealed class HubAnswers
{
    public HttpStatusCode? Status { get; set; }

    public TimeSpan RetryAfter { get; set; }

    public void Clear() => (Status, RetryAfter) = (null, TimeSpan.Zero);
}
