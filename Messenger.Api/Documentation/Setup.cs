using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Scalar.AspNetCore;

namespace Messenger.Api.Documentation;

/// <summary>The OpenAPI document, and a page to read it.</summary>
static class Setup
{
    /// <summary>What only the hub carries. It is in the document so that clients generate all types of the wire from one place.</summary>
    static readonly Type[] HubTypes =
        [typeof(PostMessage), typeof(Sync), typeof(GetChanges), typeof(GetMessages), typeof(MarkRead), typeof(SetTyping), typeof(WatchPresence),
            typeof(TypingState), typeof(ResyncHint), typeof(SessionEnd), typeof(Refusal)];

    public static void AddDocumentation(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(async (document, context, cancellationToken) =>
            {
                document.Info.Title = "Messenger";
                document.Info.Version = "v1";
                document.Info.Description = "The REST face of Messenger. The hub has the same verbs; docs/protocol.md describes both.";
                document.Servers = [];
                foreach (var type in HubTypes)
                    document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken));
            });
        });

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes.MapScalarApiReference("/docs/api", options => options.WithOpenApiRoutePattern("/openapi/v1.json")).AllowAnonymous();
    }
}
