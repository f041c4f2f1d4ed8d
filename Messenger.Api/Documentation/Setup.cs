using System.Text.Json;
using System.Text.RegularExpressions;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Messenger.Api.Documentation;

/// <summary>The OpenAPI document, and a page to read it.</summary>
static partial class Setup
{
    const string Page = "/docs/api";

    /// <summary>What only the hub carries. It is in the document so that clients generate all types of the wire from one place.</summary>
    static readonly Type[] HubTypes =
    [
        typeof(PostMessage), typeof(EditMessage), typeof(RecallMessage), typeof(React), typeof(PinMessage),
        typeof(ConfirmMessage), typeof(Vote), typeof(ClosePoll), typeof(GetCard), typeof(GetThread), typeof(GetThreads), typeof(GetPersonal), typeof(ClearConversation),
        typeof(ConversationUpdate), typeof(MemberAddition), typeof(MemberRemoval), typeof(RoleChange), typeof(MemberMuting), typeof(JoinWish), typeof(JoinDecision),
        typeof(Sync), typeof(GetChanges), typeof(GetMessages), typeof(MarkRead), typeof(SetTyping), typeof(WatchPresence),
        typeof(TypingState), typeof(ResyncHint), typeof(ResyncReason), typeof(SessionEnd), typeof(SessionEndReason), typeof(Refusal), typeof(ErrorCode),
    ];

    public static void AddDocumentation(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            // Strings have a converter of their own, behind which the generator cannot look.
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(string)) schema.Type ??= JsonSchemaType.String;
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer(async (document, context, cancellationToken) =>
            {
                document.Info.Title = "Messenger";
                document.Info.Version = "v1";
                document.Info.Description = "The REST face of Messenger. The hub has the same verbs; docs/protocol.md describes both.";
                document.Servers = [];
                foreach (var type in HubTypes)
                {
                    var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
                    // The generator names the enums inside, but leaves the references to us.
                    foreach (var property in type.GetProperties().Where(p => p.PropertyType.IsEnum))
                        schema.Properties![JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = new OpenApiSchemaReference(property.PropertyType.Name, document);
                    document.AddComponent(type.Name, schema);
                }
                // Here and not where a schema is made: one that is met first inside another one is made without a type of its own.
                foreach (var (type, example) in Examples.All)
                    if (document.Components!.Schemas!.TryGetValue(type, out var schema)) ((OpenApiSchema)schema).Examples = [example];
                Problems.Describe(document);
                // An enum that is met first where it may be absent gets a null among its names, which is then everywhere.
                foreach (var schema in document.Components!.Schemas!.Values.OfType<OpenApiSchema>().Where(s => s.Enum is not null))
                    schema.Enum = [.. schema.Enum!.Where(name => name is not null && !name.IsJsonNullSentinel())];
            });
        });

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes.MapScalarApiReference(Page, options => options.WithOpenApiRoutePattern("/openapi/v1.json").DisableDefaultFonts()).AllowAnonymous();
    }

    /// <summary>Gives the page's own inline script the nonce without which it would not run. The library styles itself inline.</summary>
    public static void UseDocumentationPage(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path == Page + "/", page => page.Use(async (context, next) =>
        {
            var nonce = SecurityHeaders.AllowPage(context, styleInline: true);
            var body = context.Response.Body;
            using var buffer = new MemoryStream();
            context.Response.Body = buffer;
            await next(context);
            context.Response.Body = body;
            buffer.Position = 0;
            using var reader = new StreamReader(buffer);
            var html = ScriptTag().Replace(await reader.ReadToEndAsync(context.RequestAborted), $"<script nonce=\"{nonce}\"");
            context.Response.ContentLength = null;
            await context.Response.WriteAsync(html, context.RequestAborted);
        }));

    [GeneratedRegex("<script", RegexOptions.NonBacktracking)]
    private static partial Regex ScriptTag();
}
