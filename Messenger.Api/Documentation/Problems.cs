using System.Text.Json.Nodes;
using Messenger.Contracts;
using Microsoft.OpenApi;

namespace Messenger.Api.Documentation;

/// <summary>Every operation answers what it refuses in the same way; the document says that once, with the codes that come with each status.</summary>
static class Problems
{
    const string Schema = "Problem";
    const string Response = "Refused";

    /// <summary>Adds the schema of a refusal, and refers each operation of the API to it for whatever is no success.</summary>
    public static void Describe(OpenApiDocument document)
    {
        document.AddComponent(Schema, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457). Go by code.",
            Required = new HashSet<string> { "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["code"] = new OpenApiSchemaReference(nameof(ErrorCode), document),
                ["retryAfterMilliseconds"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            },
            Examples = [new JsonObject { ["status"] = 429, ["code"] = ErrorCode.RateLimited.WireName(), ["retryAfterMilliseconds"] = 800 }],
        });
        var codes = Enum.GetValues<ErrorCode>().GroupBy(HttpResults.StatusOf).OrderBy(group => group.Key)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(code => code.WireName()))}");
        document.AddComponent(Response, new OpenApiResponse
        {
            Description = $"Refused. {string.Join("; ", codes)}",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Schema, document) } },
        });
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            operation.Responses!.TryAdd("default", new OpenApiResponseReference(Response, document));
    }
}
