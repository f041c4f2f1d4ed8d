using System.Data.Common;
using Messenger.Api.Conversations;
using Messenger.Api.Directory;
using Messenger.Api.Documentation;
using Messenger.Api.Files;
using Messenger.Api.Identity;
using Messenger.Api.Messages;
using Messenger.Api.Operations;
using Messenger.Api.Personal;
using Messenger.Api.Presence;
using Messenger.Api.Search;
using Messenger.Api.Web;
using Messenger.Contracts;
using Messenger.Domain.Files;
using Messenger.Hubs;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Diagnostics;

namespace Messenger.Api;

/// <summary>The face of the host: what it answers to HTTP.</summary>
static partial class Face
{
    const int MaxBody = 1_000_000;
    static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public static WebApplicationBuilder AddFace(this WebApplicationBuilder builder)
    {
        builder.Services.AddSection<PublicAddress>("Messenger");
        builder.Services.AddForwardedRequests();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddRefusals();
        builder.Services.ConfigureHttpJsonOptions(options => ContractsJson.Apply(options.SerializerOptions));
        builder.Services.AddDocumentation();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        return builder;
    }

    public static void UseFace(this WebApplication app)
    {
        app.UseForwardedRequests();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFaultAsync,
            // While the database is away this is every request: its stack says nothing, and writing it costs more than the answer.
            SuppressDiagnosticsCallback = fault => CodeOf(fault.Exception) == ErrorCode.UnavailableRetry,
        });
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseMiddleware<Origins>();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<EntityTags>();
        app.UseHubAdmission();
        app.UseDocumentationPage();
        app.UseWebClient();
    }

    public static void MapFace(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().WithTokenScopes().WithVerbRates();
        api.MapSessions();
        api.MapAccessTokens();
        api.MapAccounts();
        api.MapAdministration();
        api.MapConversations();
        api.MapJoining();
        api.MapFiles();
        api.MapUploads();
        api.MapMessages();
        api.MapPersonal();
        api.MapUsers();
        api.MapProfiles();
        api.MapDepartments();
        api.MapPresence();
        api.MapSearch();
        app.MapContents();
        app.MapOpenId();
        app.MapExternalSignIn();
        app.MapHubs();
        app.MapDocumentation();
    }

    /// <summary>What the client sent wrong, what the database cannot do now, and what is our fault: each with its code, and no more.</summary>
    static Task AnswerFaultAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var code = CodeOf(fault);
        if (code != ErrorCode.UnavailableRetry) return code.ToProblem().ExecuteAsync(context);
        LogUnavailable(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Face)), context.Request.Path, fault!.Message);
        // Those who wait come back soon after the database, and not all at once.
        var wait = Random.Shared.Next((int)ShortestWait.TotalMilliseconds, (int)LongestWait.TotalMilliseconds);
        return new Refusal { Code = code, RetryAfterMilliseconds = wait }.ToProblem().ExecuteAsync(context);
    }

    static ErrorCode CodeOf(Exception? fault) => fault switch
    {
        BadHttpRequestException => ErrorCode.InvalidRequest,
        DbException when NpgsqlFailures.IsPassing(fault) => ErrorCode.UnavailableRetry,
        StorageUnavailableException => ErrorCode.UnavailableRetry,
        _ => ErrorCode.Internal,
    };

    [LoggerMessage(1, LogLevel.Warning, "{Path} could not be answered: {Reason}")]
    static partial void LogUnavailable(ILogger logger, string path, string reason);
}
