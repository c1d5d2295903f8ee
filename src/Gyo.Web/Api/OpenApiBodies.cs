using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gyo.Web.Api;

/// <summary>The bodies and fields that are read without the framework's binding, for the OpenAPI document.</summary>
internal static class OpenApiBodies
{
    private static readonly (string Name, string Description, JsonSchemaType Type)[] SearchFields =
    [
        ("top", "How many characters at most, 1 to 1000.", JsonSchemaType.Integer),
        ("pictures", "How many of the nearest pictures at most, 0 to 1000.", JsonSchemaType.Integer),
        ("crop", "The part that is meant: left,top,width,height in shares of the picture. Once for each picture, in their order.", JsonSchemaType.String),
        ("minConfidence", "Leaves out characters of less confidence, 0 to 1.", JsonSchemaType.Number),
        ("falseAccepts", "The share of strangers that may be taken for somebody, 0 to 1.", JsonSchemaType.Number),
        ("like", "The id of a picture of the gallery that is meant, any number of times.", JsonSchemaType.Integer),
        ("unlike", "The id of a picture of the gallery that is not meant, any number of times; in a form also a file.", JsonSchemaType.Integer),
    ];

    private static readonly (string Name, string Description, JsonSchemaType Type)[] AddFields =
    [
        ("character", "Whom the picture shows; left out if that is not known.", JsonSchemaType.String),
    ];

    public static Task Search(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel) => Describe(operation, SearchFields);

    public static Task Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel) => Describe(operation, AddFields);

    private static Task Describe(OpenApiOperation operation, (string Name, string Description, JsonSchemaType Type)[] fields)
    {
        OpenApiSchema file = new() { Type = JsonSchemaType.String, Format = "binary", Description = "A JPEG, PNG, WebP, GIF, TIFF or AVIF file." };
        Dictionary<string, IOpenApiSchema> properties = new() { ["image"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = file } };
        operation.Parameters ??= [];
        foreach ((string name, string description, JsonSchemaType type) in fields)
        {
            properties[name] = new OpenApiSchema { Type = type, Description = description };
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = new OpenApiSchema { Type = type } });
        }

        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "name",
            In = ParameterLocation.Query,
            Description = "What a picture that is the whole body is called.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create("who-is-this.jpg")] },
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "A picture's file, or a form.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = properties } },
                ["application/octet-stream"] = new() { Schema = file },
            },
        };
        return Task.CompletedTask;
    }
}
