using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Messenger.Tests.Links;

/// <summary>A web server on loopback whose pages are what a test says.</summary>
public sealed class WebSite : IAsyncLifetime
{
    readonly WebApplication _server;
    int _asked;

    public WebSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            return Answer(context);
        });
    }

    /// <summary>What it answers.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public int Port => new Uri(_server.Urls.First()).Port;

    /// <summary>Answers with a page.</summary>
    public void Serve(string html, string contentType = "text/html; charset=utf-8") => Answer = context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(html);
    };

    /// <summary>Sends all but the last page on.</summary>
    public void Redirect(string to, int status = (int)HttpStatusCode.Found) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    };

    public async ValueTask InitializeAsync() => await _server.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
