using System.Globalization;
using System.Text.Json.Nodes;
using Messenger.Contracts;
using Microsoft.OpenApi;

namespace Messenger.Api.Documentation;

/// <summary>Every operation answers what it refuses in the same way; the document says it once for each status, with the codes that come with it.</summary>
static class Problems
{
    const string Schema = "Problem";

    /// <summary>Adds the schema of a refusal, and to each operation of the API the statuses with which refusals come.</summary>
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
        var refusals = Enum.GetValues<ErrorCode>().GroupBy(HttpResults.StatusOf).OrderBy(group => group.Key).ToList();
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var refusal in refusals)
            {
                operation.Responses!.TryAdd(refusal.Key.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
                {
                    Description = string.Join(", ", refusal.Select(code => code.WireName())),
                    Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Schema, document) } },
                });
            }
        }
    }
}
